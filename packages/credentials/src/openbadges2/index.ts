export { checkAssertion, type ReceivedAssertion } from './check.ts';
export { isAssertion, OPEN_BADGES_V1, OPEN_BADGES_V2 } from './assertion.ts';
