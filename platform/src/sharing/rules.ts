/** A consent is for at most this long; then the person is asked again. */
export const longestConsentMs = 5 * 366 * 86_400_000;

/** Whether a consent may end then: ahead, and not further away than the longest one. */
export function isUsableEnd(until: Date, now: Date): boolean {
  const ahead = until.getTime() - now.getTime();
  return ahead > 0 && ahead <= longestConsentMs;
}

/** Whether a consent still holds: nobody ended it, and its time has not run out. */
export function isOpen(consent: { readonly until: Date; readonly endedAt: Date | null }, now: Date): boolean {
  return consent.endedAt === null && consent.until.getTime() > now.getTime();
}

/** A plain file name for a credential: letters and digits of its title, then the start of its id. */
export function fileNameOf(title: string, credentialId: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return `${words === '' ? 'credential' : words}-${credentialId.replace('urn:uuid:', '').slice(0, 8)}.json`;
}

/** The full id of a credential, from an address that may leave `urn:uuid:` out. */
export function fullCredentialId(id: string): string {
  return id.startsWith('urn:uuid:') ? id : `urn:uuid:${id}`;
}
