import { newId, pageOf, type Doing, type Id, type OrgId, type Page, type PageRequest } from '#kernel';
import { findOrg, recordAudit } from '#parties';
import { addJob, inOrg, sql, switchOrg, tell, type AppContext, type Jobs, type Tx } from '#store';
import { beforeOf } from './credentials.ts';
import { errors } from './errors.ts';
import { consentEnded, credentialShared } from './events.ts';
import type { Consent, ConsentId, OwnCredential } from './model.ts';
import { isUsableEnd } from './rules.ts';
import { lockSharing, readConsents, readCredentials } from './store.ts';

/**
 * Lets one organisation see the named awards, for one purpose and until one time. The transaction is in the
 * person's space and stays there; the asker's rows are written in the same one. A private credential may be
 * shared: consent is stronger than a link. Errors: asker_unknown, credential_unknown, consent_end_invalid.
 */
export async function grantConsent(
  tx: Tx,
  doing: Doing,
  input: { personId: OrgId; askerOrgId: OrgId; awardIds: readonly string[]; purpose: string; until: Date },
): Promise<Consent> {
  const { personId, askerOrgId, purpose, until } = input;
  if (!isUsableEnd(until, doing.now))
    throw errors.fail('consent_end_invalid', `${until.toISOString()} is not within the next five years.`);
  const asker = await findOrg(tx, { orgId: askerOrgId });
  if (asker?.kind !== 'organisation')
    throw errors.fail('asker_unknown', `${askerOrgId} is not an organisation here.`);
  await lockSharing(tx, personId);
  const credentials = await namedCredentials(tx, personId, input.awardIds);
  const consentId = newId('cns', doing.now, doing.random);
  await sql`insert into sharing.consent (org_id, consent_id, asker_id, purpose, granted_at, until_at)
    values (${personId}, ${consentId}, ${askerOrgId}, ${purpose}, ${doing.now}, ${until})`.execute(tx);
  await sql`insert into sharing.consent_item (org_id, consent_id, award_id, credential_id)
    select ${personId}, ${consentId}, a, c from unnest(${credentials.map((c) => c.awardId)}::text[],
      ${credentials.map((c) => c.credentialId)}::text[]) as u(a, c)`.execute(tx);
  const awardIds = credentials.map((c) => c.awardId);
  await recordAudit(tx, doing, {
    orgId: personId,
    action: 'consent.granted',
    subject: consentId,
    detail: { askerOrgId, awardIds, until: until.toISOString() },
  });
  await addJob(tx, {
    task: 'sharing.consent_end',
    payload: { personId, consentId },
    key: `sharing.consent_end:${consentId}`,
    runAt: until,
  });
  await giveToAsker(tx, doing, { ...input, consentId, credentials });
  await switchOrg(tx, personId);
  return {
    consentId,
    askerOrgId,
    purpose,
    awardIds,
    grantedAt: doing.now,
    until,
    endedAt: null,
    endedBy: null,
  };
}

async function namedCredentials(
  tx: Tx,
  personId: OrgId,
  awardIds: readonly string[],
): Promise<OwnCredential[]> {
  const wanted = [...new Set(awardIds)];
  const found = await readCredentials(
    tx,
    sql`where c.org_id = ${personId} and c.award_id = any(${wanted}::text[]) order by c.award_id`,
  );
  const missing = wanted.find((id) => !found.some((c) => c.awardId === id));
  if (missing !== undefined || found.length === 0)
    throw errors.fail('credential_unknown', `There is no credential of the award ${missing ?? ''}.`);
  return found;
}

async function giveToAsker(
  tx: Tx,
  doing: Doing,
  input: {
    personId: OrgId;
    askerOrgId: OrgId;
    consentId: ConsentId;
    purpose: string;
    until: Date;
    credentials: readonly OwnCredential[];
  },
): Promise<void> {
  const { personId, askerOrgId, consentId, purpose, until, credentials } = input;
  await switchOrg(tx, askerOrgId);
  await sql`insert into sharing.share (org_id, consent_id, award_id, credential_id, person_id, issuer_id, title,
      purpose, granted_at, until_at, state, sequence)
    select ${askerOrgId}, ${consentId}, a, c, ${personId}, i, t, ${purpose}, ${doing.now}, ${until}, s, n
    from unnest(${credentials.map((c) => c.awardId)}::text[], ${credentials.map((c) => c.credentialId)}::text[],
      ${credentials.map((c) => c.issuerId)}::text[], ${credentials.map((c) => c.title)}::text[],
      ${credentials.map((c) => c.state)}::text[], ${credentials.map((c) => c.sequence)}::bigint[])
      as u(a, c, i, t, s, n)`.execute(tx);
  const of = { consentId, personId, askerOrgId };
  await tell(
    tx,
    credentials.map(({ awardId, credentialId, issuerId, alignments, state, sequence, validUntil }) =>
      credentialShared(of, {
        awardId,
        credentialId,
        issuerId,
        alignments,
        state,
        sequence,
        validUntil,
        until,
        purpose,
      }),
    ),
  );
}

/**
 * Ends a consent at once: the asker can open nothing more, and its inventory drops the awards. The
 * transaction is in the person's space and stays there. Errors: consent_unknown, consent_closed.
 */
export async function endConsent(
  tx: Tx,
  doing: Doing,
  input: { personId: OrgId; consentId: string; by?: 'person' | 'time' | undefined },
): Promise<Consent> {
  const { personId, consentId, by = 'person' } = input;
  await lockSharing(tx, personId);
  const [consent] = await readConsents(tx, sql`where c.org_id = ${personId} and c.consent_id = ${consentId}`);
  if (consent === undefined) throw errors.fail('consent_unknown', `There is no consent ${consentId}.`);
  if (consent.endedAt !== null) throw errors.fail('consent_closed', `${consentId} ended before.`);
  await sql`update sharing.consent set ended_at = ${doing.now}, ended_by = ${by}
    where org_id = ${personId} and consent_id = ${consentId}`.execute(tx);
  await recordAudit(tx, doing, {
    orgId: personId,
    action: 'consent.ended',
    subject: consentId,
    detail: { by },
  });
  const { askerOrgId, awardIds } = consent;
  await switchOrg(tx, askerOrgId);
  await sql`update sharing.share set ended_at = ${doing.now}
    where org_id = ${askerOrgId} and consent_id = ${consentId}`.execute(tx);
  await tell(tx, [consentEnded({ consentId: consent.consentId, personId, askerOrgId }, { awardIds })]);
  await switchOrg(tx, personId);
  return { ...consent, endedAt: doing.now, endedBy: by };
}

/** Lists what a person agreed to, the latest first, ended consents too. Errors: sharing_cursor_invalid. */
export async function listConsents(tx: Tx, input: { personId: OrgId } & PageRequest): Promise<Page<Consent>> {
  const before = beforeOf(input.after);
  const found = await readConsents(
    tx,
    sql`where c.org_id = ${input.personId} and (${before}::text is null or c.consent_id < ${before})
      order by c.consent_id desc limit ${input.limit + 1}`,
  );
  return pageOf(found, input.limit, (c) => [c.consentId]);
}

/** The jobs of this rung by name: `sharing.consent_end` ends a consent whose time has run out. */
export function sharingJobs(app: AppContext): Jobs {
  return {
    'sharing.consent_end': async (payload) => {
      const doing = { now: app.clock(), random: app.random, actor: 'system' };
      const personId = payload['personId'] as OrgId;
      const consentId = String(payload['consentId']) as Id<'cns'>;
      await inOrg(app.db, personId, async (tx) => {
        const [open] = await readConsents(
          tx,
          sql`where c.org_id = ${personId} and c.consent_id = ${consentId} and c.ended_at is null
            and c.until_at <= ${doing.now}`,
        );
        if (open !== undefined) await endConsent(tx, doing, { personId, consentId, by: 'time' });
      });
    },
  };
}
