import type { OrgId } from '#kernel';
import type { Told } from '#store';

/** Tells that the log signed a new state; it belongs to the instance, so its tenant is empty. */
export function checkpointSigned(size: number): Told {
  return { name: 'checkpoint.signed', key: 'log', orgId: '' as OrgId, payload: { size } };
}
