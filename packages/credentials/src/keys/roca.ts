/** Primes small enough to test a modulus against, as many as one needs to be all but certain. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/** For each prime, the remainders that 65537 generates, where those are not all that there are. */
const REMAINDERS: readonly { prime: number; generated: ReadonlySet<number> }[] = PRIMES.map((prime) => {
  const generated = new Set<number>();
  for (let value = 1; !generated.has(value); value = (value * 65_537) % prime) generated.add(value);
  return { prime, generated };
}).filter(({ prime, generated }) => generated.size < prime - 1);

/**
 * Whether an RSA modulus (big-endian) has the form of a flawed generator (CVE-2017-15361): its primes were powers
 * of 65537 modulo many small primes, which makes it factorable. Other moduli look so with a chance below 2^-25.
 */
export function isOfRocaForm(modulus: Uint8Array): boolean {
  return REMAINDERS.every(({ prime, generated }) => {
    let rest = 0;
    for (const byte of modulus) rest = (rest * 256 + byte) % prime;
    return generated.has(rest);
  });
}
