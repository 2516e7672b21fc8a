// A learner's own screens: one credential, what comes next, handing in, sharing, claiming.
export function screens({ url, academy, valid, composite }) {
  const uuid = (award) => award.credentialId.replace('urn:uuid:', '');
  return [
    { name: 'own-credential', url: `${url}/record/${uuid(valid)}`, as: 'maya', isLean: true },
    { name: 'own-composite', url: `${url}/record/${uuid(composite)}`, as: 'maya', isDamaged: true },
    { name: 'next', url: `${url}/next`, as: 'maya', isLean: true },
    { name: 'next-none', url: `${url}/next`, as: 'gus' },
    { name: 'hand-in', url: `${url}/hand-in/${academy}/${valid.badgeId}`, as: 'fay', isLean: true },
    { name: 'hand-in-waits', url: `${url}/hand-in/${academy}/${valid.badgeId}`, as: 'gus' },
    { name: 'sharing', url: `${url}/sharing`, as: 'maya', isLean: true },
    { name: 'share-form', url: `${url}/sharing/new`, as: 'maya' },
    { name: 'claim-unknown', url: `${url}/claim#unknown`, isLean: true },
  ];
}
