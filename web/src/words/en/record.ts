/** What a person holds. */
export const words = {
  title: 'My record',
  lead_one: 'You hold one credential. It is yours: show it, or keep it to yourself.',
  lead_other: 'You hold {{count}} credentials. They are yours: show them, or keep them to yourself.',
  none: 'You have no credential yet. When you have shown what a badge asks for, its credential arrives here by itself.',
  browse: 'Browse badges',
  by: 'Issued by {{issuer}} on {{date}}',
  reason: 'The issuer says: {{reason}}',
  parts_one: 'Made of one badge.',
  parts_other: 'Made of {{count}} badges.',
  file: 'Download file',
  link: 'Anyone who has its address can see it.',
  private: 'Only you can see it; its public page is closed.',
  makePrivate: 'Make private',
  makeLink: 'Share by address',
  failed: 'Nothing was changed: {{detail}}',
  partStates: { suspended: 'suspended', revoked: 'revoked', expired: 'expired', broken: 'lacks a part' },
};
