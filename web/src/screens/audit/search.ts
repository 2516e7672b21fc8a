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
  'inventory',
] as const;

/** What the trail can be narrowed to; days stand in the address as `2026-11-24` and are those of whoever looks. */
export const auditView: ViewSpec = {
  filters: { action: 'text', actor: 'text', subject: 'text', from: 'text', until: 'text' },
  sorts: [],
};

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

/** What the server is asked for: both days are meant whole, as the reader's clock counts them. */
export function auditQuery(filters: Readonly<Record<string, string>>): Record<string, string> {
  const { from, until, ...rest } = filters;
  const start = isDay(from) ? new Date(`${from}T00:00:00`) : null;
  const end = isDay(until) ? new Date(`${until}T00:00:00`) : null;
  end?.setDate(end.getDate() + 1);
  return {
    ...rest,
    ...(start === null || Number.isNaN(start.getTime()) ? {} : { from: start.toISOString() }),
    ...(end === null || Number.isNaN(end.getTime()) ? {} : { until: end.toISOString() }),
  };
}
