import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file as it is sent: its bytes, and how they are encoded where that is not as they are. */
export interface Sent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly encoding: Encoding | null;
}

type Encoding = 'br' | 'gzip';

const encoders: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: 8,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Reads a text file in the best encoding of an `Accept-Encoding` header. */
export type ReadEncoded = (path: string, accepted: string | undefined) => Promise<Sent>;

/**
 * A reader that keeps what it has encoded until the file changes. Only for files that are the same for everybody:
 * the length of a compressed answer tells about secrets in it.
 */
export function encodedFiles(): ReadEncoded {
  const kept = new Map<string, { readonly version: string; readonly sent: Promise<Sent> }>();
  return async (path, accepted) => {
    const encoding = bestOf(accepted);
    if (encoding === null) return { bytes: new Uint8Array(await readFile(path)), encoding };
    const { mtimeMs, size } = await stat(path);
    const [key, version] = [`${encoding} ${path}`, `${String(mtimeMs)} ${String(size)}`];
    const before = kept.get(key);
    if (before?.version === version) return await before.sent;
    const sent = readFile(path)
      .then(encoders[encoding])
      .then((bytes): Sent => ({ bytes: new Uint8Array(bytes), encoding }));
    kept.set(key, { version, sent });
    // What failed once is tried again.
    sent.catch(() => kept.delete(key));
    return await sent;
  };
}

/** The smaller encoding of those that are accepted (RFC 9110, section 12.5.3); a weight of nought refuses one. */
export function bestOf(accepted = ''): Encoding | null {
  const names = accepted
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding)) ?? null;
}
