import { issue } from '@rungs/credentials';
import { createStatusList, setStatus, statusListCredential as buildList } from '@rungs/credentials/status';
import type { Signer } from '@rungs/credentials/keys';
import { issuerOf, signerByKeyId } from '#keys';
import { append } from '#log';
import { byLookup, inOrg, sql, type AppContext, type Tx } from '#store';
import { listLeaf } from './leaf.ts';
import {
  findList,
  findPublication,
  readBits,
  savePublication,
  type ListState,
  type Publication,
} from './list-store.ts';

/** How long a signed list is good for those who cannot ask again. */
export const listValidMs = 24 * 3_600_000;

/** How long a verifier may keep a list without asking again: a revocation is seen everywhere within this time. */
export const listTtlMs = 60_000;

/** A signed status list, as it is served. */
export interface SignedList {
  /** The JSON text of the signed `BitstringStatusListCredential`. */
  readonly text: string;
  /** Counts the changes of the pair; grows and never repeats. */
  readonly version: number;
  readonly signedAt: Date;
  readonly validUntil: Date;
}

/**
 * The status list of a public id, signed; null where there is none. What is kept is served while no bit has
 * changed and more than half of its time is left; else the list is signed again, once for all who wait.
 */
export async function statusListCredential(
  app: AppContext,
  input: { readonly listId: string },
): Promise<SignedList | null> {
  const list = await byLookup(app.db, input.listId, (tx) => findList(tx, input.listId));
  if (list === null) return null;
  return await inOrg(app.db, list.orgId, async (tx) => {
    const kept = await current(tx, app, list);
    if (kept !== null) return kept;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`awards.sign_list:${input.listId}`}, 0))`.execute(
      tx,
    );
    return (await current(tx, app, list)) ?? (await sign(tx, app, list));
  });
}

async function current(tx: Tx, app: AppContext, list: ListState): Promise<SignedList | null> {
  const kept = await findPublication(tx, list);
  if (kept === null) return null;
  const now = await findList(tx, list.listId);
  const isFresh = kept.validUntil.getTime() - app.clock().getTime() > listValidMs / 2;
  return isFresh && kept.version === now?.version ? signedOf(kept) : null;
}

async function sign(tx: Tx, app: AppContext, list: ListState): Promise<SignedList> {
  const { version, indexes } = await readBits(tx, list);
  const bits = createStatusList(list.size);
  for (const index of indexes) setStatus(bits, index, true);
  const now = app.clock();
  const validUntil = new Date(now.getTime() + listValidMs);
  const publicId = list.purpose === 'revocation' ? list.listId : list.suspensionId;
  const unsigned = await buildList({
    id: `${app.publicUrl}/status/${publicId}`,
    issuer: list.issuerId,
    purpose: list.purpose,
    list: bits,
    validFrom: now,
    validUntil,
    ttlMs: listTtlMs,
  });
  const document = await issue(unsigned, { signer: await signerOf(tx, app, list), now });
  const made: Publication = { version, document, signedAt: now, validUntil };
  await savePublication(tx, list, made);
  const doing = { now, random: app.random, actor: 'system' };
  await append(tx, doing, { entries: [{ hash: listLeaf(document), kind: 'list' }] });
  return signedOf(made);
}

/** A list is signed as the issuer that its credentials name; where that is a did:key, only one key can. */
async function signerOf(tx: Tx, app: AppContext, list: ListState): Promise<Signer> {
  const { orgId, keyId } = list;
  const active = await issuerOf(tx, app, { orgId });
  if (active.issuerId === list.issuerId) return active.signer;
  return (await signerByKeyId(tx, app, { orgId, keyId })).signer;
}

function signedOf(kept: Publication): SignedList {
  return { text: kept.document, version: kept.version, signedAt: kept.signedAt, validUntil: kept.validUntil };
}
