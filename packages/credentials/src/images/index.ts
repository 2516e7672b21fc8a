export { bakePng, isPng, unbakePng, type Unbaked } from './png.ts';
export { bakeSvg, looksLikeSvg, unbakeSvg } from './svg.ts';
