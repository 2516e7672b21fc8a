import { concat, fromBase58, fromBase64Url, toBase58, toBase64Url } from '../bytes/index.ts';
import { compress, decompress, isSoundEd25519, type NistCurve } from './curve.ts';
import { isOfRocaForm } from './roca.ts';

/** A public key as a JSON Web Key (RFC 7517); only the members that a verification uses. */
export interface PublicJwk {
  kty: string;
  crv?: string;
  x?: string;
  y?: string;
  n?: string;
  e?: string;
}

/** A public key that was found sound. The same key is the same object as long as the cache holds it. */
export interface PublicKey {
  readonly kind: 'Ed25519' | 'P-256' | 'P-384' | 'RSA';
  readonly jwk: PublicJwk;
  /** The Multikey form (`z…`); absent for RSA. */
  readonly multibase?: string;
}

/** Why a key cannot be used. `key-not-authorized`: the JWK says itself that it is for something else. */
export type KeyProblem = 'key-weak' | 'key-unresolvable' | 'key-not-authorized';

/** A key, or why there is none. */
export type KeyResult = { key: PublicKey; problem?: never } | { key?: never; problem: KeyProblem };

const HEADERS = {
  Ed25519: Uint8Array.of(0xed, 0x01),
  'P-256': Uint8Array.of(0x80, 0x24),
  'P-384': Uint8Array.of(0x81, 0x24),
} as const;

const LENGTHS = { Ed25519: 32, 'P-256': 33, 'P-384': 49 } as const;

/** Longest Multikey text that is read. */
const MAX_MULTIKEY = 128;

const CACHE_SIZE = 4_096;
const cache = new Map<string, KeyResult>();

function remember(text: string, result: KeyResult): KeyResult {
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
  cache.set(text, result);
  return result;
}

/**
 * Reads a Multikey (`z` and base58btc of a two-byte header and the key). Refuses unknown headers and wrong
 * lengths as `key-unresolvable`, points off the curve or of small order as `key-weak`.
 */
export function keyFromMultibase(text: string): KeyResult {
  const known = cache.get(text);
  return known ?? remember(text, readMultibase(text));
}

function readMultibase(text: string): KeyResult {
  const bytes = text.length <= MAX_MULTIKEY && text.startsWith('z') ? fromBase58(text.slice(1)) : undefined;
  if (bytes === undefined || bytes.length < 3) return { problem: 'key-unresolvable' };
  for (const kind of ['Ed25519', 'P-256', 'P-384'] as const) {
    const header = HEADERS[kind];
    if (bytes[0] !== header[0] || bytes[1] !== header[1]) continue;
    const raw = bytes.slice(2);
    if (raw.length !== LENGTHS[kind]) return { problem: 'key-weak' };
    return kind === 'Ed25519' ? ed25519Key(raw) : nistKey(kind, raw);
  }
  return { problem: 'key-unresolvable' };
}

function multibaseOf(kind: 'Ed25519' | NistCurve, raw: Uint8Array): string {
  return 'z' + toBase58(concat(HEADERS[kind], raw));
}

function ed25519Key(raw: Uint8Array): KeyResult {
  if (!isSoundEd25519(raw)) return { problem: 'key-weak' };
  return {
    key: {
      kind: 'Ed25519',
      jwk: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(raw) },
      multibase: multibaseOf('Ed25519', raw),
    },
  };
}

function nistKey(kind: NistCurve, compressed: Uint8Array): KeyResult {
  const point = decompress(kind, compressed);
  if (point === undefined) return { problem: 'key-weak' };
  return {
    key: {
      kind,
      jwk: { kty: 'EC', crv: kind, x: toBase64Url(point.x), y: toBase64Url(point.y) },
      multibase: multibaseOf(kind, compressed),
    },
  };
}

/** What `alg` of a JWK may say of each kind of key; the suites use it in no other way (RFC 7518, RFC 9864). */
const ALGORITHMS: Readonly<Record<PublicKey['kind'], readonly string[]>> = {
  Ed25519: ['EdDSA', 'Ed25519'],
  'P-256': ['ES256', 'ESP256'],
  'P-384': ['ES384', 'ESP384'],
  RSA: ['RS256'],
};

/**
 * Reads a public JWK. A private part, a point off the curve, an Ed25519 key of small order, or an RSA key
 * below 2048 or above 8192 bits, with an exponent other than 65537 or from a generator known to be broken is
 * `key-weak`. One that its own `use`, `key_ops` or `alg` keeps for something else is `key-not-authorized`
 * (RFC 7517, sections 4.2 to 4.4).
 */
export function keyFromJwk(jwk: Readonly<Record<string, unknown>>): KeyResult {
  for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) {
    if (Object.hasOwn(jwk, name)) return { problem: 'key-weak' };
  }
  const result = cachedJwk(jwk);
  return result.key === undefined || isForSignatures(jwk, result.key.kind)
    ? result
    : { problem: 'key-not-authorized' };
}

/** Whether a JWK does not keep itself for another purpose or algorithm. */
function isForSignatures(jwk: Readonly<Record<string, unknown>>, kind: PublicKey['kind']): boolean {
  const stated = (name: string): unknown => (Object.hasOwn(jwk, name) ? jwk[name] : undefined);
  const [use, operations, algorithm] = [stated('use'), stated('key_ops'), stated('alg')];
  return (
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
    (algorithm === undefined || ALGORITHMS[kind].some((name) => name === algorithm))
  );
}

function cachedJwk(jwk: Readonly<Record<string, unknown>>): KeyResult {
  const text = (name: string): string => {
    const value = Object.hasOwn(jwk, name) ? jwk[name] : undefined;
    return typeof value === 'string' && value.length <= 2_048 ? value : '';
  };
  const id = [text('kty'), text('crv'), text('x'), text('y'), text('n'), text('e')].join(' ');
  const known = cache.get(id);
  return known ?? remember(id, readJwk(text));
}

function readJwk(text: (name: string) => string): KeyResult {
  const kind = text('crv');
  if (text('kty') === 'OKP' && kind === 'Ed25519') {
    const x = fromBase64Url(text('x'));
    return x === undefined ? { problem: 'key-unresolvable' } : ed25519Key(x);
  }
  if (text('kty') === 'EC' && (kind === 'P-256' || kind === 'P-384')) {
    const [x, y] = [fromBase64Url(text('x')), fromBase64Url(text('y'))];
    if (x === undefined || y === undefined) return { problem: 'key-unresolvable' };
    const compressed = compress(kind, x, y);
    return compressed === undefined ? { problem: 'key-weak' } : nistKey(kind, compressed);
  }
  if (text('kty') === 'RSA') return rsaKey(text('n'), text('e'));
  return { problem: 'key-unresolvable' };
}

function rsaKey(n: string, e: string): KeyResult {
  const modulus = fromBase64Url(n);
  if (modulus === undefined || modulus.length === 0) return { problem: 'key-unresolvable' };
  const bits = modulus.length * 8 - Math.clz32(modulus[0] as number) + 24;
  const isOdd = ((modulus.at(-1) as number) & 1) === 1;
  if (modulus[0] === 0 || bits < 2_048 || bits > 8_192 || !isOdd || e !== 'AQAB' || isOfRocaForm(modulus))
    return { problem: 'key-weak' };
  return { key: { kind: 'RSA', jwk: { kty: 'RSA', n, e } } };
}
