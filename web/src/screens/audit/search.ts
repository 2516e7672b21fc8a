import { spanOf } from '../../parts/table/days.ts';
import type { ViewSpec } from '../../parts/table/view.ts';

/** The first words of actions, by which the trail can be narrowed. */
export const actionGroups = [
  'award',
  'batch',
  'action',
  'claim',
  'credential',
  'consent',
  'badge',
  'rubric',
  'stack',
  'submission',
  'member',
  'invitation',
  'staff_right',
  'review',
  'department',
  'employment',
  'api_key',
  'oauth_client',
  'org',
  'key',
  'inventory',
] as const;

/** What the trail can be narrowed to; days stand in the address as `2026-11-24` and are those of whoever looks. */
export const auditView: ViewSpec = {
  filters: { action: 'text', actor: 'text', subject: 'text', from: 'text', until: 'text' },
  sorts: [],
};

/** What the server is asked for: both days are meant whole, as the reader's clock counts them. */
export function auditQuery(filters: Readonly<Record<string, string>>): Record<string, string> {
  const { from, until, ...rest } = filters;
  const { start, end } = spanOf(from, until);
  return {
    ...rest,
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { until: end }),
  };
}
