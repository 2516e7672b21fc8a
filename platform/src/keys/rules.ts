import type { OrgId } from '#kernel';
import { didKeyOf } from '@rungs/credentials/keys';
import type { DidDocument, IssuerKey, SigningKeyId } from './model.ts';

/** The did:web of an organisation (`<host>:i:<org>`), or null where the public address is not https. */
export function didWebOf(publicUrl: string, orgId: OrgId): string | null {
  const url = new URL(publicUrl);
  if (url.protocol !== 'https:') return null;
  const folders = url.pathname.split('/').filter((part) => part !== '');
  return ['did:web', encodeURIComponent(url.host), ...folders, 'i', orgId].join(':');
}

/** Under which DID a key signs, and the name of the verification method. */
export function namesOf(
  publicUrl: string,
  key: { readonly orgId: OrgId; readonly keyId: SigningKeyId; readonly publicKeyMultibase: string },
): { issuerId: string; verificationMethod: string } {
  const web = didWebOf(publicUrl, key.orgId);
  if (web !== null) return { issuerId: web, verificationMethod: `${web}#${key.keyId}` };
  const { did, verificationMethod } = didKeyOf(key.publicKeyMultibase);
  return { issuerId: did, verificationMethod };
}

/** The name of the log: host and path of the public address, and `log`. No scheme, space or plus sign. */
export function logNameOf(publicUrl: string): string {
  const url = new URL(publicUrl);
  return `${url.host}${url.pathname.replace(/\/+$/, '')}/log`.replace(/[\s+]/g, '-');
}

/**
 * Builds the did:web document: every key that ever signed, the oldest first. A retired key carries
 * `expires`, a revoked one `revoked`; both stay listed, so that older signatures can be judged.
 */
export function documentOf(did: string, keys: readonly IssuerKey[]): DidDocument {
  const methods = keys.map((key) => ({
    id: `${did}#${key.keyId}`,
    type: 'Multikey' as const,
    controller: did,
    publicKeyMultibase: key.publicKeyMultibase,
    ...(key.retiredAt !== undefined && { expires: key.retiredAt.toISOString() }),
    ...(key.revokedAt !== undefined && { revoked: key.revokedAt.toISOString() }),
  }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}
