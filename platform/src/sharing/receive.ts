import { credentialText } from '#awards';
import type { Doing, OrgId } from '#kernel';
import { sql, switchOrg, tell, type Delivered, type Tx } from '#store';
import { issuedPayload, shareStatusChanged, statusPayload } from './events.ts';
import { lockSharing, readConsents } from './store.ts';

/**
 * Takes `award.issued` and `award.status_changed` into the person's own space, in which the transaction is: the
 * copy of the credential, and what its issuer last said. Whoever has a consent is told of the change. Order and
 * repetition do not matter: a copy is made once, and the highest sequence of a status wins.
 */
export async function receive(tx: Tx, doing: Doing, event: Delivered): Promise<void> {
  if (event.name === 'award.issued') await receiveAward(tx, doing, event);
  if (event.name === 'award.status_changed') await receiveStatus(tx, doing, event);
}

async function receiveAward(tx: Tx, doing: Doing, event: Delivered): Promise<void> {
  const p = issuedPayload.parse(event.payload);
  await switchOrg(tx, event.orgId);
  const document = await credentialText(tx, { orgId: event.orgId, awardId: p.awardId });
  await switchOrg(tx, p.personId);
  if (document === null) throw new Error(`award ${p.awardId} was told and is not there`);
  await sql`insert into sharing.credential (org_id, credential_id, award_id, issuer_id, badge_id, version, title,
      source, alignments, is_synthetic, issued_at, valid_until, document, visibility, received_at)
    values (${p.personId}, ${p.credentialId}, ${p.awardId}, ${event.orgId}, ${p.badgeId}, ${p.version}, ${p.title},
      ${p.source}, ${JSON.stringify(p.alignments)}::jsonb, ${p.isSynthetic}, ${document.award.issuedAt},
      ${p.validUntil ?? null}, ${document.text}, 'link', ${doing.now})
    on conflict (org_id, credential_id) do nothing`.execute(tx);
}

async function receiveStatus(tx: Tx, doing: Doing, event: Delivered): Promise<void> {
  const { awardId, personId, state, sequence, reason } = statusPayload.parse(event.payload);
  await lockSharing(tx, personId);
  const moved = await sql`insert into sharing.standing (org_id, award_id, state, sequence, reason)
    values (${personId}, ${awardId}, ${state}, ${sequence}, ${reason ?? null})
    on conflict (org_id, award_id) do update set state = excluded.state, sequence = excluded.sequence,
      reason = excluded.reason where excluded.sequence > standing.sequence
    returning award_id`.execute(tx);
  if (moved.rows.length === 0) return;
  const consents = await readConsents(
    tx,
    sql`where c.org_id = ${personId} and c.ended_at is null and c.until_at > ${doing.now}
      and exists (select 1 from sharing.consent_item i where i.org_id = c.org_id
        and i.consent_id = c.consent_id and i.award_id = ${awardId})
      order by c.asker_id, c.consent_id`,
  );
  for (const { consentId, askerOrgId } of consents) {
    await follow(tx, { askerOrgId, consentId, awardId, state, sequence });
    await tell(tx, [shareStatusChanged({ consentId, personId, askerOrgId }, { awardId, state, sequence })]);
  }
  await switchOrg(tx, personId);
}

async function follow(
  tx: Tx,
  input: { askerOrgId: OrgId; consentId: string; awardId: string; state: string; sequence: number },
): Promise<void> {
  const { askerOrgId, consentId, awardId, state, sequence } = input;
  await switchOrg(tx, askerOrgId);
  await sql`update sharing.share set state = ${state}, sequence = ${sequence}
    where org_id = ${askerOrgId} and consent_id = ${consentId} and award_id = ${awardId}
      and sequence < ${sequence}`.execute(tx);
}
