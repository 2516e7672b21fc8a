import { errors as assessment } from '#assessment';
import { errors as awards } from '#awards';
import { errors as badges } from '#badges';
import { errors as frameworks } from '#frameworks';
import { errors as inventory } from '#inventory';
import type { ErrorEntry } from '#kernel';
import { errors as keys } from '#keys';
import { errors as log } from '#log';
import { errors as net } from '#net';
import { errors as parties } from '#parties';
import { errors as sharing } from '#sharing';
import { errors as stacks } from '#stacks';
import { errors as store } from '#store';
import { errors as verification } from '#verification';
import { errors as app } from './errors.ts';

/** The error codes of every rung up to this one, in the order of the ladder. */
export const errorsByRung: Readonly<Record<string, Readonly<Record<string, ErrorEntry>>>> = {
  store: store.entries,
  net: net.entries,
  parties: parties.entries,
  keys: keys.entries,
  log: log.entries,
  frameworks: frameworks.entries,
  badges: badges.entries,
  assessment: assessment.entries,
  awards: awards.entries,
  verification: verification.entries,
  stacks: stacks.entries,
  sharing: sharing.entries,
  inventory: inventory.entries,
  app: app.entries,
};

/** Every error code of the rungs up to this one. */
export const errorCatalogue: Readonly<Record<string, ErrorEntry>> = Object.assign(
  {},
  ...Object.values(errorsByRung),
) as Record<string, ErrorEntry>;
