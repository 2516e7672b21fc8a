/**
 * Questions about points that key import has to ask and that no platform answers everywhere: is it on the
 * curve, is its order small, what is the other coordinate. Public values only; nothing here sees a secret.
 */

const P25519 = 2n ** 255n - 19n;
const D25519 = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** y coordinates (without the sign bit) of the points whose order divides 8. */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P25519 - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d7f6a17c7n,
]);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function toBigEndian(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/**
 * Whether 32 bytes are a public key worth verifying with: canonically encoded, on the curve, and not of an
 * order that divides 8 (one signature would fit every message).
 */
export function isSoundEd25519(raw: Uint8Array): boolean {
  if (raw.length !== 32) return false;
  const encoded = bigEndian(raw.slice().reverse());
  const y = encoded & ((1n << 255n) - 1n);
  if (y >= P25519 || SMALL_ORDER_Y.has(y)) return false;
  // x² = (y² - 1) / (d·y² + 1); u/v is a square exactly when u·v is.
  const u = (y * y - 1n + P25519) % P25519;
  const v = (D25519 * y * y + 1n) % P25519;
  return power((u * v) % P25519, (P25519 - 1n) / 2n, P25519) === 1n;
}

/** The NIST curves that the suites use. */
export type NistCurve = 'P-256' | 'P-384';

interface CurveNumbers {
  p: bigint;
  b: bigint;
  /** Bytes of one coordinate. */
  size: number;
}

const CURVES: Record<NistCurve, CurveNumbers> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48,
  },
};

function rightSide({ p, b }: CurveNumbers, x: bigint): bigint {
  return ((((x * x - 3n) * x + b) % p) + p) % p;
}

/** The two coordinates of a compressed point (SEC 1); undefined where there is no such point. */
export function decompress(
  curve: NistCurve,
  point: Uint8Array,
): { x: Uint8Array; y: Uint8Array } | undefined {
  const numbers = CURVES[curve];
  const sign = point[0];
  if (point.length !== numbers.size + 1 || (sign !== 2 && sign !== 3)) return undefined;
  const x = bigEndian(point.subarray(1));
  if (x >= numbers.p) return undefined;
  const square = rightSide(numbers, x);
  // Both primes are 3 modulo 4, so this power is a square root if there is one.
  let y = power(square, (numbers.p + 1n) / 4n, numbers.p);
  if ((y * y) % numbers.p !== square) return undefined;
  if ((y & 1n) !== BigInt(sign & 1)) y = numbers.p - y;
  return { x: point.slice(1), y: toBigEndian(y, numbers.size) };
}

/** Compresses a point (SEC 1); undefined where the coordinates are not a point of the curve. */
export function compress(curve: NistCurve, x: Uint8Array, y: Uint8Array): Uint8Array | undefined {
  const numbers = CURVES[curve];
  if (x.length !== numbers.size || y.length !== numbers.size) return undefined;
  const [bigX, bigY] = [bigEndian(x), bigEndian(y)];
  if (bigX >= numbers.p || bigY >= numbers.p) return undefined;
  if ((bigY * bigY) % numbers.p !== rightSide(numbers, bigX)) return undefined;
  const point = new Uint8Array(numbers.size + 1);
  point[0] = 2 + Number(bigY & 1n);
  point.set(x, 1);
  return point;
}
