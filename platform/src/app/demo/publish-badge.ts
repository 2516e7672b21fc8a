import type { OrgId } from '#kernel';
import { DoorRefused, type Desk } from './door.ts';

/** Makes a badge, gives it its rubric, and publishes it; returns its id. */
export async function publishBadge(
  issuer: Desk,
  orgId: OrgId,
  key: string,
  draft: unknown,
  rubric: unknown,
): Promise<string> {
  const path = `/orgs/${orgId}/badges`;
  const { badgeId } = await issuer.send<{ badgeId: string }>('POST', path, draft, `badge:${key}`);
  if (rubric !== undefined)
    await issuer
      .send('PUT', `${path}/${badgeId}/versions/1/rubric`, rubric)
      .catch(toleratesOnly('rubric_frozen'));
  await issuer.send('POST', `${path}/${badgeId}/publish`, {}, `badge:${key}:publish`);
  return badgeId;
}

function toleratesOnly(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof DoorRefused && error.code === code) return undefined;
    throw error;
  };
}
