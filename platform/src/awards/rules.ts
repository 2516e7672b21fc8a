import { canonicalJson } from '@rungs/credentials/json';
import { isAwardable, type VersionStatus } from '#badges';
import type { Random } from '#kernel';
import {
  batchRowSchema,
  type AwardSource,
  type AwardState,
  type BatchRowInput,
  type Grant,
  type RowProblem,
  type StatusChange,
} from './model.ts';

/** What a change does to a state: another one, nothing, or nothing because revoked is final. */
export type ChangeDecision =
  | { readonly kind: 'change'; readonly to: AwardState }
  | { readonly kind: 'none' }
  | { readonly kind: 'final' };

/**
 * Decides a change of state. Revoked is final; suspending what is suspended, reinstating what is active and
 * revoking what is revoked change nothing.
 */
export function decideChange(state: AwardState, change: StatusChange): ChangeDecision {
  const to: AwardState = change === 'revoke' ? 'revoked' : change === 'suspend' ? 'suspended' : 'active';
  if (state === to) return { kind: 'none' };
  return state === 'revoked' ? { kind: 'final' } : { kind: 'change', to };
}

/** What makes two grants the same award: badge, version, person and grant key. */
export function identityOf(grant: Pick<Grant, 'badgeId' | 'version' | 'personId' | 'grantKey'>): string {
  return JSON.stringify([grant.badgeId, grant.version, grant.personId, grant.grantKey]);
}

/** Cuts a list into pieces of at most `size`, in order. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

/** Of grants that are the same award, the first; in order. */
export function distinctGrants(grants: readonly Grant[]): Grant[] {
  const seen = new Map<string, Grant>();
  for (const grant of grants) if (!seen.has(identityOf(grant))) seen.set(identityOf(grant), grant);
  return [...seen.values()];
}

/** Whether a list that holds `used` of `size` has room for `count` more: it is left when three quarters full. */
export function hasRoom(list: { readonly used: number; readonly size: number }, count: number): boolean {
  return (list.used + count) * 4 <= list.size * 3;
}

/** Draws `count` different numbers below `size`, each as likely as any other; sorted. */
export function drawIndexes(random: Random, size: number, count: number): number[] {
  if (count > size) throw new RangeError('more indexes than the list has');
  const drawn = new Set<number>();
  const limit = Math.floor(2 ** 32 / size) * size;
  while (drawn.size < count) {
    const bytes = random(4 * (count - drawn.size));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
      const value = view.getUint32(at);
      if (value < limit) drawn.add(value % size);
    }
  }
  return [...drawn].sort((a, b) => a - b);
}

/**
 * What is done with an attempt that was written down but not saved: it is finished with the key that it
 * names while that key is the active one, and given up for good once another key has taken its place.
 */
export function decideIntent(intent: { readonly keyId: string }, activeKeyId: string): 'finish' | 'abandon' {
  return intent.keyId === activeKeyId ? 'finish' : 'abandon';
}

interface Proven {
  readonly proof?: unknown;
  readonly [member: string]: unknown;
}

/** Whether a signed document is the prepared one and a `proofValue`, and nothing else. */
export function isSignedFormOf(signed: string, prepared: string): boolean {
  const document = JSON.parse(signed) as Proven;
  const { proof } = document;
  if (typeof proof !== 'object' || proof === null || Array.isArray(proof)) return false;
  const { proofValue, ...rest } = proof as { proofValue?: unknown };
  return (
    typeof proofValue === 'string' &&
    canonicalJson({ ...document, proof: rest }) === canonicalJson(JSON.parse(prepared))
  );
}

/**
 * Looks at each row of a batch: what is wrong with it, by field, or the row as it will be used. A second row
 * with the same e-mail address is a mistake of the sender and is reported, not merged.
 */
export function checkRows(rows: readonly unknown[]): {
  readonly accepted: readonly { readonly row: number; readonly input: BatchRowInput }[];
  readonly problems: readonly RowProblem[];
} {
  const accepted: { row: number; input: BatchRowInput }[] = [];
  const problems: RowProblem[] = [];
  const firstRow = new Map<string, number>();
  rows.forEach((value, index) => {
    const row = index + 1;
    const parsed = batchRowSchema.safeParse(value);
    if (!parsed.success) {
      const found = parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((field) => ({ field, reason: 'This field is not known.' }))
          : [{ field: issue.path.map(String).join('.'), reason: issue.message }],
      );
      problems.push({ row, problems: found });
      return;
    }
    const email = parsed.data.email.toLowerCase();
    const earlier = firstRow.get(email);
    if (earlier !== undefined) {
      const reason = `The same address stands in row ${String(earlier)}.`;
      problems.push({ row, problems: [{ field: 'email', reason }] });
      return;
    }
    firstRow.set(email, row);
    accepted.push({ row, input: parsed.data });
  });
  return { accepted, problems };
}

/**
 * Whether a badge version may be awarded: while it is published; and once it is superseded, to those whose
 * mastery, batch or stack was begun before. A draft or a retired version never.
 */
export function mayAward(status: VersionStatus, source: AwardSource): boolean {
  return source === 'direct' ? status === 'published' : isAwardable(status);
}

/** When an award ends: as the grant says, else as many days after it as the badge says, else never. */
export function endOf(
  grant: Pick<Grant, 'validUntil'>,
  expiresAfterDays: number | undefined,
  now: Date,
): Date | null {
  if (grant.validUntil !== undefined) return grant.validUntil;
  return expiresAfterDays === undefined ? null : new Date(now.getTime() + expiresAfterDays * 86_400_000);
}
