import { decodeCursor, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { recordAudit } from '#parties';
import { byLookup, lookUp, sql, type Db, type Tx } from '#store';
import { errors } from './errors.ts';
import type { CredentialFile, OwnCredential, PublicCredential, Visibility } from './model.ts';
import { fileNameOf, fullCredentialId } from './rules.ts';
import { loadDocument, readCredentials } from './store.ts';

/** Lists a person's own credentials, the latest first. Errors: sharing_cursor_invalid. */
export async function listCredentials(
  tx: Tx,
  input: { personId: OrgId } & PageRequest,
): Promise<Page<OwnCredential>> {
  const before = beforeOf(input.after);
  const found = await readCredentials(
    tx,
    sql`where c.org_id = ${input.personId} and (${before}::text is null or c.award_id < ${before})
      order by c.award_id desc limit ${input.limit + 1}`,
  );
  return pageOf(found, input.limit, (c) => [c.awardId]);
}

/** Finds one of a person's own credentials; null when it is not theirs. */
export async function findCredential(
  tx: Tx,
  input: { personId: OrgId; credentialId: string },
): Promise<OwnCredential | null> {
  const id = fullCredentialId(input.credentialId);
  const [found] = await readCredentials(
    tx,
    sql`where c.org_id = ${input.personId} and c.credential_id = ${id}`,
  );
  return found ?? null;
}

/** Opens a credential to whoever has its address, or closes it; at once. Errors: credential_unknown. */
export async function setVisibility(
  tx: Tx,
  doing: Doing,
  input: { personId: OrgId; credentialId: string; visibility: Visibility },
): Promise<OwnCredential> {
  const { personId, visibility } = input;
  const credentialId = fullCredentialId(input.credentialId);
  await sql`update sharing.credential set visibility = ${visibility}
    where org_id = ${personId} and credential_id = ${credentialId}`.execute(tx);
  const found = await findCredential(tx, { personId, credentialId });
  if (found === null) throw errors.fail('credential_unknown', `There is no credential ${credentialId}.`);
  await recordAudit(tx, doing, {
    orgId: personId,
    action: 'credential.visibility_set',
    subject: found.awardId,
    detail: { visibility },
  });
  return found;
}

/** The credential as a file, exactly as it was signed. Errors: credential_unknown. */
export async function credentialFile(
  tx: Tx,
  input: { personId: OrgId; credentialId: string },
): Promise<CredentialFile> {
  const found = await findCredential(tx, input);
  const document = found === null ? null : await loadDocument(tx, found.credentialId);
  if (found === null || document === null)
    throw errors.fail('credential_unknown', `There is no credential ${input.credentialId}.`);
  return fileOf(found, document.text);
}

/** The file of a credential that may be shown. */
export function fileOf(of: { title: string; credentialId: string }, text: string): CredentialFile {
  return { fileName: fileNameOf(of.title, of.credentialId), mediaType: 'application/vc', text };
}

/**
 * Finds a credential by its unguessable id, with or without `urn:uuid:`, for anyone who has it. Null when there is
 * none, and when its holder closed it: the two look the same from outside.
 */
export async function publicCredential(db: Db, credentialId: string): Promise<PublicCredential | null> {
  const id = fullCredentialId(credentialId);
  return await byLookup(db, id, async (tx) => {
    const document = await loadDocument(tx, id);
    if (document === null) return null;
    const [found] = await readCredentials(tx, sql`where c.credential_id = ${id}`);
    if (found === undefined) return null;
    // The issuer's word is in a row of its own, under the award's id.
    await lookUp(tx, document.awardId);
    const standing = await sql<{ state: OwnCredential['state']; reason: string | null; sequence: number }>`
      select state, reason, sequence from sharing.standing where award_id = ${document.awardId}`.execute(tx);
    return { ...found, ...standing.rows[0], text: document.text };
  });
}

/** The sort key of a list that runs from the latest id down. Errors: sharing_cursor_invalid. */
export function beforeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined) throw errors.fail('sharing_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
