import { createHash } from 'node:crypto';
import type { OrgId } from '#kernel';
import { claimKey, inOrg, keepAnswer, releaseKey, type KeptAnswer, type KeyedRequest, type Tx } from '#store';
import type { Doors } from './doors.ts';
import { errors } from './errors.ts';

/** The header by which a sender makes a request repeatable. */
export const keyHeader = 'idempotency-key';

/** Checks the form of a key that was sent. Error: idempotency_key_invalid. */
export function checkKey(text: string): string {
  if (/^[\x20-\x7e]{1,255}$/.test(text) && text.trim() !== '') return text;
  throw errors.fail(
    'idempotency_key_invalid',
    'The Idempotency-Key is empty, too long, or not printable ASCII.',
  );
}

/** Digests what makes a request the same request: who sends it, where to, and its bytes. */
export function digestOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(`${String(bytes.length)}:`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * Runs a keyed request once. `work` receives `keep`, which stores the answer, in the transaction of the
 * work where there is one. A repeated request gets the first answer, byte for byte. A failed one leaves
 * the key free. Errors: idempotency_key_in_use, idempotency_key_reused.
 */
export async function once(
  doors: Doors,
  request: KeyedRequest,
  work: (keep: (tx: Tx, answer: KeptAnswer) => Promise<void>) => Promise<KeptAnswer>,
): Promise<{ readonly answer: KeptAnswer; readonly isReplay: boolean }> {
  const { ctx } = doors;
  const orgId: OrgId = request.orgId;
  const claim = await inOrg(ctx.db, orgId, (tx) => claimKey(tx, ctx.clock(), request));
  if (claim.kind === 'answered') return { answer: claim.answer, isReplay: true };
  if (claim.kind === 'busy')
    throw errors.fail('idempotency_key_in_use', 'The first request has not ended yet.');
  if (claim.kind === 'different')
    throw errors.fail('idempotency_key_reused', 'Sender, address or body differ from the first request.');
  try {
    const answer = await work((tx, kept) => keepAnswer(tx, request, kept));
    return { answer, isReplay: false };
  } catch (error) {
    await inOrg(ctx.db, orgId, (tx) => releaseKey(tx, request)).catch(() => undefined);
    throw error;
  }
}
