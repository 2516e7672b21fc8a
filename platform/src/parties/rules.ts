import { createHash, timingSafeEqual } from 'node:crypto';
import { isId, type Id } from '#kernel';
import type { ApiKeyId, EmploymentState, UserId } from './model.ts';
import { rightsOf, type Role } from './rights.ts';

/** The form in which mail addresses are compared: trimmed, Unicode composed, lower-case. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** The SHA-256 of a text; what is kept of mail addresses, API secrets and set-up links. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The key under which a person is found by mail address. */
export function emailHash(email: string): Buffer {
  return sha256(normalEmail(email));
}

/** Makes a readable name for addresses out of a name; `org` when nothing of it can be kept. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'org' : plain;
}

/** Says whether a member with these roles manages the organisation. */
export function manages(held: readonly Role[]): boolean {
  return rightsOf(held).has('org:manage');
}

/** Says whether somebody still manages the organisation once one member's roles are replaced (`[]`: removed). */
export function keepsManager(
  members: readonly { readonly userId: UserId; readonly roles: readonly Role[] }[],
  change: { readonly userId: UserId; readonly roles: readonly Role[] },
): boolean {
  return members.some((m) => manages(m.userId === change.userId ? change.roles : m.roles));
}

/** Where an employment link stands. An invitation that was ended is `ended`, like a link that was active. */
export function employmentState(link: {
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
}): EmploymentState {
  if (link.endedAt !== null) return 'ended';
  return link.confirmedAt === null ? 'invited' : 'active';
}

/** Writes a bearer secret: its mark, the 26 characters of its id, 32 bytes as base64url, underscores between. */
export function formatSecret(mark: 'rk' | 'rt', id: string, secret: Uint8Array): string {
  return `${mark}_${id.slice(id.indexOf('_') + 1)}_${Buffer.from(secret).toString('base64url')}`;
}

/** The id in a bearer secret; null when the text does not have the form of one. */
export function parseSecret<P extends string>(mark: 'rk' | 'rt', prefix: P, token: string): Id<P> | null {
  const match = /^(r[kt])_([0-9a-z]{26})_[A-Za-z0-9_-]{43}$/.exec(token);
  if (match?.[1] !== mark) return null;
  const id = `${prefix}_${match[2] ?? ''}`;
  return isId(prefix, id) ? id : null;
}

/** Writes an API key: `rk_`, the 26 characters of its id, an underscore, 32 bytes as base64url. */
export function formatApiKey(keyId: ApiKeyId, secret: Uint8Array): string {
  return formatSecret('rk', keyId, secret);
}

/** Takes an API key apart; null when it does not have the form of one. */
export function parseApiKey(token: string): { keyId: ApiKeyId; secret: string } | null {
  const keyId = parseSecret('rk', 'key', token);
  return keyId === null ? null : { keyId, secret: token.slice(-43) };
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What an API key is worth at a point in time, its secret having been proven. */
export function apiKeyProblem(
  key: { readonly expiresAt: Date | null; readonly revokedAt: Date | null },
  now: Date,
): 'expired' | 'revoked' | null {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && key.expiresAt.getTime() <= now.getTime() ? 'expired' : null;
}
