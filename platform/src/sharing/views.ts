import { newId, pageOf, type Doing, type Id, type OrgId, type Page, type PageRequest } from '#kernel';
import { inOrg, byLookup, sql, switchOrg, type AppContext, type Tx } from '#store';
import { beforeOf, fileOf } from './credentials.ts';
import { errors } from './errors.ts';
import type { ConsentId, CredentialFile, Share, ShareState, View, ViewId } from './model.ts';
import { fullCredentialId, isOpen } from './rules.ts';
import { loadDocument, readConsents, readCredentials } from './store.ts';

/**
 * Leaves a receipt in the holder's space: somebody looked at an open credential. Of a passer-by only the moment
 * is kept. Says false, and keeps nothing, when the credential is not open to the viewer.
 */
export async function recordView(
  app: AppContext,
  doing: Doing,
  input: { credentialId: string; viewerOrgId?: OrgId | undefined },
): Promise<boolean> {
  const credentialId = fullCredentialId(input.credentialId);
  const open = await byLookup(app.db, credentialId, (tx) => loadDocument(tx, credentialId));
  if (open === null) return false;
  const view = { ...input, credentialId, personId: open.personId };
  await inOrg(app.db, open.personId, (tx) => saveView(tx, doing, view));
  return true;
}

async function saveView(
  tx: Tx,
  doing: Doing,
  view: {
    personId: OrgId;
    credentialId: string;
    viewerOrgId?: OrgId | undefined;
    consentId?: string;
    purpose?: string;
  },
): Promise<void> {
  await sql`insert into sharing.view (org_id, view_id, credential_id, viewer_id, consent_id, purpose, viewed_at)
    values (${view.personId}, ${newId('vie', doing.now, doing.random)}, ${view.credentialId},
      ${view.viewerOrgId ?? null}, ${view.consentId ?? null}, ${view.purpose ?? null}, ${doing.now})`.execute(
    tx,
  );
}

interface ViewRow {
  view_id: ViewId;
  credential_id: string;
  viewer_id: OrgId | null;
  consent_id: ConsentId | null;
  purpose: string | null;
  viewed_at: Date;
}

/** Lists who looked at a person's credentials, the latest first; of one where it is named. */
export async function listViews(
  tx: Tx,
  input: { personId: OrgId; credentialId?: string | undefined } & PageRequest,
): Promise<Page<View>> {
  const before = beforeOf(input.after);
  const of = input.credentialId === undefined ? null : fullCredentialId(input.credentialId);
  const rows = await sql<ViewRow>`select view_id, credential_id, viewer_id, consent_id, purpose, viewed_at
    from sharing.view where org_id = ${input.personId} and (${of}::text is null or credential_id = ${of})
      and (${before}::text is null or view_id < ${before})
    order by view_id desc limit ${input.limit + 1}`.execute(tx);
  const views = rows.rows.map((r) => ({
    viewId: r.view_id,
    credentialId: r.credential_id,
    viewerOrgId: r.viewer_id,
    consentId: r.consent_id,
    purpose: r.purpose,
    viewedAt: r.viewed_at,
  }));
  return pageOf(views, input.limit, (v) => [v.viewId]);
}

interface ShareRow {
  consent_id: ConsentId;
  award_id: Id<'awd'>;
  credential_id: string;
  person_id: OrgId;
  issuer_id: OrgId;
  title: string;
  purpose: string;
  granted_at: Date;
  until_at: Date;
  ended_at: Date | null;
  state: ShareState;
}

/** Lists what people let an organisation see, the latest consent first; ended ones are left out. */
export async function listShares(
  tx: Tx,
  input: { orgId: OrgId; at: Date; personId?: OrgId | undefined } & PageRequest,
): Promise<Page<Share>> {
  const { orgId, at, limit, personId = null } = input;
  const before = beforeOf(input.after);
  const rows =
    await sql<ShareRow>`select consent_id, award_id, credential_id, person_id, issuer_id, title, purpose,
      granted_at, until_at, ended_at, state
    from sharing.share where org_id = ${orgId} and ended_at is null and until_at > ${at}
      and (${personId}::text is null or person_id = ${personId})
      and (${before}::text is null or consent_id || ' ' || award_id < ${before})
    order by consent_id || ' ' || award_id desc limit ${limit + 1}`.execute(tx);
  const shares = rows.rows.map((r) => ({
    consentId: r.consent_id,
    awardId: r.award_id,
    credentialId: r.credential_id,
    personId: r.person_id,
    issuerId: r.issuer_id,
    title: r.title,
    purpose: r.purpose,
    grantedAt: r.granted_at,
    until: r.until_at,
    endedAt: r.ended_at,
    state: r.state,
  }));
  return pageOf(shares, limit, (s) => [`${s.consentId} ${s.awardId}`]);
}

/**
 * Opens a shared credential for the organisation that asked, in whose tenant the transaction is and stays, and
 * leaves the receipt in the holder's space. The consent is checked there, at the moment of the look.
 * Errors: consent_unknown, consent_closed.
 */
export async function openShare(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; consentId: string; awardId: string },
): Promise<CredentialFile> {
  const { orgId, consentId, awardId } = input;
  const own = await sql<{ person_id: OrgId }>`select person_id from sharing.share
    where org_id = ${orgId} and consent_id = ${consentId} and award_id = ${awardId}`.execute(tx);
  const personId = own.rows[0]?.person_id;
  if (personId === undefined) throw errors.fail('consent_unknown', `There is no consent ${consentId}.`);
  await switchOrg(tx, personId);
  const [consent] = await readConsents(
    tx,
    sql`where c.org_id = ${personId} and c.consent_id = ${consentId} and c.asker_id = ${orgId}`,
  );
  const [credential] = await readCredentials(
    tx,
    sql`where c.org_id = ${personId} and c.award_id = ${awardId}`,
  );
  const document = credential === undefined ? null : await loadDocument(tx, credential.credentialId);
  if (consent === undefined || credential === undefined || document === null)
    throw errors.fail('consent_unknown', `There is no consent ${consentId}.`);
  if (!isOpen(consent, doing.now)) throw errors.fail('consent_closed', `${consentId} has ended.`);
  const { credentialId } = credential;
  const { purpose } = consent;
  await saveView(tx, doing, { personId, credentialId, viewerOrgId: orgId, consentId, purpose });
  await switchOrg(tx, orgId);
  return fileOf(credential, document.text);
}
