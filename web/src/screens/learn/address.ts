/** The part of a credential's id that stands in addresses. */
export const uuidOf = (credentialId: string): string => credentialId.replace('urn:uuid:', '');

/** The public page of a credential. */
export const pageOf = (credentialId: string): string => `/c/${uuidOf(credentialId)}`;

/** The address that adds a credential to a LinkedIn profile; nothing is sent before the holder opens it. */
export function linkedInAddress(credential: {
  readonly title: string;
  readonly issuerName: string;
  readonly issuedAt: string;
  readonly validUntil: string | null;
  readonly url: string;
  readonly uuid: string;
}): string {
  const { title, issuerName, issuedAt, validUntil, url, uuid } = credential;
  const issued = new Date(issuedAt);
  const ends = validUntil === null ? null : new Date(validUntil);
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: title,
    organizationName: issuerName,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    ...(ends === null
      ? {}
      : {
          expirationYear: String(ends.getUTCFullYear()),
          expirationMonth: String(ends.getUTCMonth() + 1),
        }),
    certUrl: url,
    certId: uuid,
  });
  return `https://www.linkedin.com/profile/add?${query.toString()}`;
}
