/** The one source of the present time. Rules take a `Date`; only composition hands in the wall clock. */
export type Clock = () => Date;

/** Returns `size` random bytes. In production the operating system's generator, in tests a seeded one. */
export type Random = (size: number) => Uint8Array;
