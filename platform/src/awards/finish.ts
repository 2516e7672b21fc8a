import { setImmediate as nextTurn } from 'node:timers/promises';
import { complete, verify, type FetchLike } from '@rungs/credentials';
import { didWebUrl } from '@rungs/credentials/keys';
import type { Doing, OrgId } from '#kernel';
import { didDocument, issuerOf, type Issuer } from '#keys';
import { append } from '#log';
import { recordAudit } from '#parties';
import { inOrg, sql, tell, type AppContext, type Tx } from '#store';
import { errors } from './errors.ts';
import { awardIssued } from './events.ts';
import { abandonIntents, closeIntents, type Intent } from './intent.ts';
import type { AfterStep } from './issue-chunk.ts';
import { credentialLeaf } from './leaf.ts';
import type { Award, AwardId } from './model.ts';
import { decideIntent, isSignedFormOf } from './rules.ts';
import { awardColumns, readAwards } from './store.ts';

interface Signed {
  readonly intent: Intent;
  readonly document: string;
  readonly leafHash: Uint8Array;
}

/**
 * Signs what was written down, checks its own work, and saves it with its log leaf and its event in one
 * transaction. An attempt whose key is not the active one is given up. Error: credential_unsound.
 */
export async function finishIntents(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly intents: readonly Intent[] },
  afterStep: AfterStep,
): Promise<{ readonly finished: number; readonly abandoned: number }> {
  const { orgId } = input;
  if (input.intents.length === 0) return { finished: 0, abandoned: 0 };
  const { issuer, did } = await inOrg(app.db, orgId, async (tx) => ({
    issuer: await issuerOf(tx, app, { orgId }),
    did: await didDocument(tx, app, { orgId }),
  }));
  const current = input.intents.filter((intent) => decideIntent(intent, issuer.keyId) === 'finish');
  const replaced = input.intents.filter((intent) => decideIntent(intent, issuer.keyId) === 'abandon');
  if (replaced.length > 0) await giveUp(app, doing, orgId, replaced, 'key_replaced');
  const documents: { intent: Intent; document: string }[] = [];
  for (const intent of current) {
    const signature = await issuer.signer.sign(intent.toBeSigned);
    documents.push({ intent, document: complete(intent, signature) });
  }
  afterStep('signed');
  const signed: Signed[] = [];
  for (const { intent, document } of documents) {
    const problem = await problemOf(app, doing, { intent, document, issuer, did });
    if (problem !== null) {
      await giveUp(app, doing, orgId, [intent], 'own_check_failed');
      throw errors.fail('credential_unsound', `Award ${intent.awardId}: ${problem}`, {
        awardId: intent.awardId,
      });
    }
    signed.push({ intent, document, leafHash: credentialLeaf(intent.salt, document) });
    await nextTurn();
  }
  afterStep('checked');
  const isSaved = await inOrg(app.db, orgId, (tx) => save(tx, app, doing, { orgId, signed, issuer }));
  if (!isSaved) await giveUp(app, doing, orgId, current, 'key_replaced');
  afterStep('saved');
  return isSaved
    ? { finished: current.length, abandoned: replaced.length }
    : { finished: 0, abandoned: input.intents.length };
}

async function giveUp(
  app: AppContext,
  doing: Doing,
  orgId: OrgId,
  intents: readonly Intent[],
  reason: 'key_replaced' | 'own_check_failed',
): Promise<void> {
  const awardIds = intents.map((intent) => intent.awardId);
  await inOrg(app.db, orgId, (tx) => abandonIntents(tx, doing, { orgId, awardIds, reason }));
}

/** Why a signed credential is not what was meant, or null: the bytes, then the verifier's own judgement. */
async function problemOf(
  app: AppContext,
  doing: Doing,
  made: {
    readonly intent: Intent;
    readonly document: string;
    readonly issuer: Issuer;
    readonly did: object | null;
  },
): Promise<string | null> {
  const { intent, document, issuer, did } = made;
  if (!isSignedFormOf(document, intent.document)) return 'what was signed is not what was written down';
  const didUrl = didWebUrl(issuer.issuerId);
  // Only the issuer's own key is answered. The status list is not asked: the index is fresh and nothing is set.
  const own: FetchLike = (url) =>
    did !== null && url === didUrl
      ? Promise.resolve(
          new Response(JSON.stringify(did), { headers: { 'content-type': 'application/did+json' } }),
        )
      : Promise.reject(new Error('not asked while issuing'));
  const report = await verify(document, {
    now: doing.now,
    fetch: own,
    policy: { allowedOrigins: [new URL(app.publicUrl).origin] },
  });
  const failed = report.checks.find((check) => check.required && check.status === 'fail');
  if (failed !== undefined) return `${failed.id} fails (${failed.code ?? 'no code'})`;
  const open = report.checks.find((c) => c.required && c.status === 'unknown' && c.id !== 'status');
  return open === undefined ? null : `${open.id} stays open`;
}

/** Saves what was signed, unless the key was replaced in the meantime; what another process saved first stays. */
async function save(
  tx: Tx,
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly signed: readonly Signed[]; readonly issuer: Issuer },
): Promise<boolean> {
  const { orgId, signed } = input;
  if (signed.length === 0) return true;
  const active = await issuerOf(tx, app, { orgId });
  if (active.keyId !== input.issuer.keyId) return false;
  const saved = await insertAwards(tx, orgId, signed);
  await closeIntents(
    tx,
    orgId,
    signed.map(({ intent }) => intent.awardId),
  );
  if (saved.length === 0) return true;
  await append(tx, doing, {
    entries: saved.map((award) => ({ hash: award.leafHash, kind: 'award' as const })),
  });
  const facts = new Map<AwardId, Intent['facts']>(signed.map(({ intent }) => [intent.awardId, intent.facts]));
  await tell(
    tx,
    saved.map((award) =>
      awardIssued(award, { title: award.title, alignments: facts.get(award.awardId)?.alignments ?? [] }),
    ),
  );
  await audit(tx, doing, orgId, saved);
  return true;
}

async function insertAwards(tx: Tx, orgId: OrgId, signed: readonly Signed[]): Promise<Award[]> {
  return await readAwards(
    tx,
    sql`insert into awards.award as a (org_id, award_id, credential_id, badge_id, version, person_id, grant_key,
        source, decision_id, batch_id, title, parts, is_synthetic, list_id, idx, key_id, document, salt, leaf_hash,
        issued_at, valid_until)
      select i.org_id, i.award_id, i.credential_id, i.badge_id, i.version, i.person_id, i.grant_key,
        i.facts ->> 'source', i.facts ->> 'decisionId', i.facts ->> 'batchId', i.facts ->> 'title',
        array(select jsonb_array_elements_text(i.facts -> 'parts')), (i.facts ->> 'isSynthetic')::boolean,
        i.list_id, i.idx, i.key_id, u.document, i.salt, u.leaf_hash, i.prepared_at, i.valid_until
      from awards.intent i
      join unnest(${signed.map(({ intent }) => intent.awardId)}::text[], ${signed.map((s) => s.document)}::text[],
        ${signed.map((s) => Buffer.from(s.leafHash))}::bytea[]) u(award_id, document, leaf_hash) using (award_id)
      where i.org_id = ${orgId}
      order by i.badge_id, i.version, i.person_id, i.grant_key
      on conflict do nothing returning ${awardColumns}`,
  );
}

/** One line for what was saved together; a batch is named instead of its awards. */
async function audit(tx: Tx, doing: Doing, orgId: OrgId, saved: readonly Award[]): Promise<void> {
  const first = saved[0];
  if (first === undefined) return;
  await recordAudit(tx, doing, {
    orgId,
    action: 'award.issued',
    subject: first.batchId ?? first.awardId,
    detail: { count: saved.length, awardIds: saved.map((award) => award.awardId) },
  });
}
