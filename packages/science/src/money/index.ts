export { splitByLargestRemainder, roundRatio, type Rounding } from './split.ts';
export { netPresentValue, internalRate, type InternalRate } from './returns.ts';
export { projectStocks, expectedStays, steadyStocks, type Stays } from './stock-flow.ts';
