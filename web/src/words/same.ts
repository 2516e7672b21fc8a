/** The shape that every language has to fill: each text of the source language, no more and no fewer. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
