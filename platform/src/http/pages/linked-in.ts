import type { Shown } from '#verification';
import type { CredentialFacts } from '../public/credentials.ts';

/**
 * The address that adds a credential to a LinkedIn profile. It is a plain link: nothing is fetched from there, and
 * nothing is sent before somebody follows it.
 */
export function linkedInAddress({ credential, award }: CredentialFacts, shown: Shown, url: string): string {
  const { issuer, title, validUntil } = shown;
  const issued = award?.issuedAt ?? (shown.validFrom === null ? null : new Date(shown.validFrom));
  const monthOf = (name: 'issue' | 'expiration', at: Date): [string, string][] => [
    [`${name}Year`, String(at.getUTCFullYear())],
    [`${name}Month`, String(at.getUTCMonth() + 1)],
  ];
  const query = new URLSearchParams([
    ['startTask', 'CERTIFICATION_NAME'],
    ['name', title],
    ['organizationName', issuer.recognisedAs ?? issuer.claimedName ?? issuer.id],
    ...(issued === null ? [] : monthOf('issue', issued)),
    ...(validUntil === null ? [] : monthOf('expiration', new Date(validUntil))),
    ['certUrl', url],
    ['certId', credential.credentialId.replace('urn:uuid:', '')],
  ]);
  return `https://www.linkedin.com/profile/add?${query.toString()}`;
}
