import {
  decodeCursor,
  newId,
  pageOf,
  type Doing,
  type Id,
  type OrgId,
  type Page,
  type PageRequest,
} from '#kernel';
import { sql, type Tx } from '#store';
import { errors } from './errors.ts';
import type { Verification, VerdictWord } from './model.ts';

/** One verification that an organisation did. */
export type VerificationId = Id<'vrf'>;

/** What an organisation keeps of a verification: the answer and what it was about, never the document. */
export interface HistoryEntry {
  readonly verificationId: VerificationId;
  readonly at: Date;
  /** The name of who asked; null for a program. */
  readonly by: string | null;
  readonly word: VerdictWord;
  /** Null where the signature does not hold, since the document proves nothing about who made it. */
  readonly issuerId: string | null;
  /** The name under which this instance knows the issuer; null for one that it does not recognise. */
  readonly issuerName: string | null;
  readonly credentialId: string | null;
}

/** Longer identifiers than this are left out: they come from the documents of others. */
const longest = 2_048;

/** What of a verification goes into the history. Nothing is taken from a document whose signature does not hold. */
export function entryOf({
  verdict,
  shown,
}: Verification): Pick<HistoryEntry, 'word' | 'issuerId' | 'issuerName' | 'credentialId'> {
  const bounded = (text: string | null | undefined): string | null =>
    text === null || text === undefined || text.length > longest || text.includes('\0') ? null : text;
  return {
    word: verdict.word,
    issuerId: bounded(shown?.issuer.id),
    issuerName: bounded(shown?.issuer.recognisedAs),
    credentialId: bounded(shown?.id),
  };
}

/** Writes a verification into the history of the organisation that asked for it. */
export async function recordVerification(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly by: string | null; readonly verification: Verification },
): Promise<VerificationId> {
  const { word, issuerId, issuerName, credentialId } = entryOf(input.verification);
  const verificationId = newId('vrf', doing.now, doing.random);
  await sql`insert into verification.entry
      (org_id, verification_id, actor, actor_name, word, issuer_id, issuer_name, credential_id, verified_at)
    values (${input.orgId}, ${verificationId}, ${doing.actor}, ${input.by}, ${word}, ${issuerId}, ${issuerName},
      ${credentialId}, ${doing.now})`.execute(tx);
  return verificationId;
}

interface Row {
  verification_id: VerificationId;
  actor_name: string | null;
  word: VerdictWord;
  issuer_id: string | null;
  issuer_name: string | null;
  credential_id: string | null;
  verified_at: Date;
}

/** Lists what an organisation verified, the newest first; with `word` those with one answer. Error: verification_cursor_invalid. */
export async function listHistory(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly word?: VerdictWord | undefined; readonly page: PageRequest },
): Promise<Page<HistoryEntry>> {
  const { orgId, page, word = null } = input;
  const before = page.after === undefined ? null : decodeCursor(page.after, 1)?.[0];
  if (before === undefined) throw errors.fail('verification_cursor_invalid', 'The cursor cannot be read.');
  const rows = await sql<Row>`select verification_id, actor_name, word, issuer_id, issuer_name, credential_id,
      verified_at
    from verification.entry where org_id = ${orgId} and (${word}::text is null or word = ${word})
      and (${before}::text is null or verification_id < ${before})
    order by verification_id desc limit ${page.limit + 1}`.execute(tx);
  return pageOf(rows.rows.map(historyOf), page.limit, (entry) => [entry.verificationId]);
}

function historyOf(row: Row): HistoryEntry {
  return {
    verificationId: row.verification_id,
    at: row.verified_at,
    by: row.actor_name,
    word: row.word,
    issuerId: row.issuer_id,
    issuerName: row.issuer_name,
    credentialId: row.credential_id,
  };
}
