/** The public catalogue. */
export const words = {
  title: 'Badges',
  lead: 'Everything that can be earned from the issuers of this instance.',
  search: 'Search badges',
  slash: 'By name, skill or purpose. The key / leads here.',
  by: 'From {{issuer}}',
  none: 'No published badge has the words “{{words}}”.',
};
