/** What became of what was issued. */
export const words = {
  title: 'Statistics',
  answer_one:
    'In the last {{days}} days {{org}} issued one credential. Claims: {{claimed}}, looks: {{viewed}}, shares: {{shared}}, verifications: {{verified}}.',
  answer_other:
    'In the last {{days}} days {{org}} issued {{count}} credentials. Claims: {{claimed}}, looks: {{viewed}}, shares: {{shared}}, verifications: {{verified}}.',
  answerBadge_one:
    'In the last {{days}} days “{{badge}}” was issued once. Claims: {{claimed}}, looks: {{viewed}}, shares: {{shared}}, verifications: {{verified}}.',
  answerBadge_other:
    'In the last {{days}} days “{{badge}}” was issued {{count}} times. Claims: {{claimed}}, looks: {{viewed}}, shares: {{shared}}, verifications: {{verified}}.',
  none: 'Nothing was counted in the last {{days}} days. Numbers appear here as soon as a credential is issued, claimed, looked at, shared or verified.',
  span: 'Time',
  days: 'The last {{count}} days',
  badge: 'Badge',
  every: 'Every badge',
  kinds: {
    issued: 'Issued',
    claimed: 'Claimed',
    viewed: 'Looked at',
    shared: 'Shared',
    verified: 'Verified',
  },
  day: 'Day',
  week: 'Week from',
  quiet: 'Between {{from}} and {{to}} no credential was issued.',
  peak_one: 'Most was issued on {{day}}: one credential.',
  peak_other: 'Most was issued on {{day}}: {{count}} credentials.',
  peakWeek_one: 'Most was issued in the week from {{day}}: one credential.',
  peakWeek_other: 'Most was issued in the week from {{day}}: {{count}} credentials.',
  note: 'Days are those of UTC; today is not over yet.',
  byBadge: 'By badge',
  how: 'How this is counted',
  howText:
    'Issued and claimed are counted from the awards. A look is an opened page of a credential, a verification one that a verifier ran, a share one that the holder made. Looks and verifications by your own people and by the holder are not counted; of others nothing is kept but the day.',
};
