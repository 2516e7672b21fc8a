import type { Random } from './clock.ts';

/** What every change needs to know about its moment: when, by whom, and a source of fresh ids. */
export interface Doing {
  readonly now: Date;
  readonly random: Random;
  /** Who does it: `usr_…`, `key_…` or `system`. It is written into the audit trail. */
  readonly actor: string;
}
