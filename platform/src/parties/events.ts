/** What this rung tells; key is the person, the tenant is the employer. */
export const events = {
  /** Both sides confirmed: `{ personId, employmentId }`. */
  employmentStarted: 'employment.started',
  /** A link that had been active ended: `{ personId, employmentId }`. */
  employmentEnded: 'employment.ended',
} as const;
