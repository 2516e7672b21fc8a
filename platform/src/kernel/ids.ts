import type { Random } from './clock.ts';

declare const brand: unique symbol;

/** A prefixed identifier (`bdg_01jd…`) that only its own prefix may stand for. */
export type Id<Prefix extends string> = string & { readonly [brand]: Prefix };

/** A tenant: an organisation, or the space of one person. */
export type OrgId = Id<'org'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Returns the 16 bytes of a UUIDv7 (RFC 9562, section 5.7) for a point in time. */
export function uuidv7Bytes(now: Date, random: Random): Uint8Array {
  const bytes = random(16);
  let ms = now.getTime();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

/** Writes 16 bytes as a UUID in its usual hexadecimal form. */
export function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Makes an identifier that sorts by time: the prefix, an underscore, a UUIDv7 in base 32 (26 characters). */
export function newId<P extends string>(prefix: P, now: Date, random: Random): Id<P> {
  let n = 0n;
  for (const b of uuidv7Bytes(now, random)) n = (n << 8n) | BigInt(b);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(n & 31n)) + text;
    n >>= 5n;
  }
  return `${prefix}_${text}` as Id<P>;
}

/** Says whether a text has the form of an identifier with this prefix; it need not exist. */
export function isId<P extends string>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(prefix.length + 1));
}
