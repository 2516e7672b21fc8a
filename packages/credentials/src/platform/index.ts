import type * as NodeCrypto from 'node:crypto';
import type * as NodeZlib from 'node:zlib';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * What Node offers beyond the web platform, or undefined in a browser. It is looked up at run time instead
 * of imported, so that the same source bundles for a browser without a stub.
 */
interface NodeBuiltins {
  crypto: typeof NodeCrypto;
  zlib: typeof NodeZlib;
}

interface ProcessLike {
  getBuiltinModule?: (id: string) => unknown;
}

function findBuiltins(): NodeBuiltins | undefined {
  const lookUp = (globalThis as { process?: ProcessLike }).process?.getBuiltinModule;
  if (lookUp === undefined) return undefined;
  const crypto = lookUp('node:crypto') as typeof NodeCrypto | undefined;
  const zlib = lookUp('node:zlib') as typeof NodeZlib | undefined;
  return crypto === undefined || zlib === undefined ? undefined : { crypto, zlib };
}

/** Node's synchronous cryptography and compression; undefined in a browser. */
export const node: NodeBuiltins | undefined = findBuiltins();

/** The digests of the suites, and of the integrity of resources. */
export type HashName = 'sha256' | 'sha384' | 'sha512';

/** The same digests without Node: WebCrypto has them too, but only asynchronously. */
const PURE = { sha256, sha384, sha512 } as const;

/** Hashes bytes or the UTF-8 of a string. */
export function hash(name: HashName, data: Uint8Array | string): Uint8Array {
  if (node === undefined) return PURE[name](typeof data === 'string' ? utf8ToBytes(data) : data);
  return node.crypto.hash === undefined
    ? new Uint8Array(node.crypto.createHash(name).update(data).digest())
    : viewOf(node.crypto.hash(name, data, 'buffer'));
}

/** The same under the name that says at the call that nothing is waited for. */
export const hashSync = hash;

/** Hashes the UTF-8 of a string into lower-case hexadecimal. */
export function hashHex(name: HashName, text: string): string {
  if (node === undefined) return bytesToHex(hash(name, text));
  return node.crypto.hash === undefined
    ? node.crypto.createHash(name).update(text).digest('hex')
    : node.crypto.hash(name, text, 'hex');
}

/** Fills a new array with bytes from the platform's generator of secrets. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A plain Uint8Array over the same memory, so that a Node Buffer never leaks out of this package. */
export function viewOf(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** The bytes in an ArrayBuffer of their own where they are a view, which WebCrypto's types ask for. */
export function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/**
 * Inflates gzip or zlib data and stops as soon as the result would pass `maxBytes`. Returns undefined for
 * data that is damaged, `'too-large'` for data that is not worth inflating further.
 */
export async function inflate(
  data: Uint8Array,
  format: 'gzip' | 'zlib',
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | undefined> {
  return node === undefined
    ? inflateInBrowser(data, format, maxBytes)
    : inflateInNode(node, data, format, maxBytes);
}

function inflateInNode(
  builtins: NodeBuiltins,
  data: Uint8Array,
  format: 'gzip' | 'zlib',
  maxBytes: number,
): Uint8Array | 'too-large' | undefined {
  try {
    const options = { maxOutputLength: maxBytes };
    return viewOf(
      format === 'gzip' ? builtins.zlib.gunzipSync(data, options) : builtins.zlib.inflateSync(data, options),
    );
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined;
  }
}

async function inflateInBrowser(
  data: Uint8Array,
  format: 'gzip' | 'zlib',
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | undefined> {
  const stream = new Blob([ownBuffer(data)])
    .stream()
    .pipeThrough(new DecompressionStream(format === 'gzip' ? 'gzip' : 'deflate'));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        await reader.cancel();
        return 'too-large';
      }
      chunks.push(value);
    }
  } catch {
    return undefined;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** Compresses with gzip or zlib. */
export async function deflate(data: Uint8Array, format: 'gzip' | 'zlib'): Promise<Uint8Array> {
  if (node !== undefined) {
    return viewOf(format === 'gzip' ? node.zlib.gzipSync(data) : node.zlib.deflateSync(data));
  }
  const stream = new Blob([ownBuffer(data)])
    .stream()
    .pipeThrough(new CompressionStream(format === 'gzip' ? 'gzip' : 'deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
