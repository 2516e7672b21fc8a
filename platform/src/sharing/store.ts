import type { Id, OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { Consent, ConsentId, OwnCredential, ShareState, Visibility } from './model.ts';

interface CredentialRow {
  credential_id: string;
  award_id: Id<'awd'>;
  issuer_id: OrgId;
  badge_id: string;
  version: number;
  title: string;
  source: string;
  alignments: OwnCredential['alignments'];
  is_synthetic: boolean;
  issued_at: Date;
  valid_until: Date | null;
  visibility: Visibility;
  state: ShareState | null;
  reason: string | null;
  sequence: number | null;
}

function credentialOf(row: CredentialRow): OwnCredential {
  return {
    credentialId: row.credential_id,
    awardId: row.award_id,
    issuerId: row.issuer_id,
    badgeId: row.badge_id,
    version: row.version,
    title: row.title,
    source: row.source,
    alignments: row.alignments,
    isSynthetic: row.is_synthetic,
    issuedAt: row.issued_at,
    validUntil: row.valid_until,
    visibility: row.visibility,
    state: row.state ?? 'active',
    reason: row.reason,
    sequence: row.sequence ?? 0,
  };
}

const credentialColumns =
  sql.raw(`c.credential_id, c.award_id, c.issuer_id, c.badge_id, c.version, c.title, c.source,
  c.alignments, c.is_synthetic, c.issued_at, c.valid_until, c.visibility, s.state, s.reason, s.sequence`);
const withStanding = sql.raw(`sharing.credential c left join sharing.standing s
  on s.org_id = c.org_id and s.award_id = c.award_id`);

/** Runs a query over a person's credentials, from a table called `c`, with what their issuers last said. */
export async function readCredentials(tx: Tx, where: ReturnType<typeof sql>): Promise<OwnCredential[]> {
  const rows = await sql<CredentialRow>`select ${credentialColumns} from ${withStanding} ${where}`.execute(
    tx,
  );
  return rows.rows.map(credentialOf);
}

/** The person in whose space a credential is, and its text, as far as the transaction may see them. */
export async function loadDocument(
  tx: Tx,
  credentialId: string,
): Promise<{ personId: OrgId; awardId: string; text: string } | null> {
  const rows = await sql<{ org_id: OrgId; award_id: string; document: string }>`
    select org_id, award_id, document from sharing.credential where credential_id = ${credentialId}`.execute(
    tx,
  );
  const row = rows.rows[0];
  return row === undefined ? null : { personId: row.org_id, awardId: row.award_id, text: row.document };
}

interface ConsentRow {
  consent_id: ConsentId;
  asker_id: OrgId;
  purpose: string;
  granted_at: Date;
  until_at: Date;
  ended_at: Date | null;
  ended_by: 'person' | 'time' | null;
  award_ids: Id<'awd'>[];
}

/** Runs a query over a person's consents, from a table called `c`. */
export async function readConsents(tx: Tx, where: ReturnType<typeof sql>): Promise<Consent[]> {
  const rows =
    await sql<ConsentRow>`select c.consent_id, c.asker_id, c.purpose, c.granted_at, c.until_at, c.ended_at,
      c.ended_by, array(select i.award_id from sharing.consent_item i
        where i.org_id = c.org_id and i.consent_id = c.consent_id order by i.award_id) as award_ids
    from sharing.consent c ${where}`.execute(tx);
  return rows.rows.map((r) => ({
    consentId: r.consent_id,
    askerOrgId: r.asker_id,
    purpose: r.purpose,
    awardIds: r.award_ids,
    grantedAt: r.granted_at,
    until: r.until_at,
    endedAt: r.ended_at,
    endedBy: r.ended_by,
  }));
}

/** First half of the advisory locks of this rung; the second is the person. */
const personLock = 7208;

/**
 * Lets one change of what a person shares happen at a time: a consent that is being given and a revocation that
 * arrives at the same moment would otherwise miss each other.
 */
export async function lockSharing(tx: Tx, personId: OrgId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${personLock}, hashtext(${personId}))`.execute(tx);
}
