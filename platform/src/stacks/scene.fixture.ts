import { createBadge, publishVersion, type BadgeId } from '#badges';
import { issue, type Award } from '#awards';
import type { Doing, OrgId } from '#kernel';
import { createOrg, ensurePeople, rememberContacts } from '#parties';
import { asInstance, inOrg, type AppContext, type Db } from '#store';
import { createStack } from './draft.ts';
import type { Requirement, StackVersion } from './model.ts';
import { publishStack } from './publish.ts';

/** An instance without a way out, on a database of the caller's own. For tests only. */
export function appOn(db: Db, now: Date, random: AppContext['random']): AppContext {
  return {
    db,
    clock: () => now,
    random,
    publicUrl: 'http://localhost:3210',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('no way out in tests')),
  };
}

/** The moment of a use case, by the clock and the generator of the application. */
export function doingOf(app: AppContext): Doing {
  return { now: app.clock(), random: app.random, actor: 'system' };
}

/** Makes an issuer. */
export async function makeOrg(app: AppContext, name: string): Promise<OrgId> {
  return (await asInstance(app.db, (tx) => createOrg(tx, doingOf(app), { name }))).orgId;
}

/** Makes a person whom the issuer knows. */
export async function makePerson(app: AppContext, orgId: OrgId, name: string): Promise<OrgId> {
  const person = { email: `${name.toLowerCase()}@example.org`, name };
  return await inOrg(app.db, orgId, async (tx) => {
    const [personId] = await ensurePeople(tx, doingOf(app), { people: [person] });
    if (personId === undefined) throw new Error('one person was asked for');
    await rememberContacts(tx, doingOf(app), { orgId, people: [{ ...person, personId }] });
    return personId;
  });
}

/** Publishes a badge of that name. */
export async function makeBadge(app: AppContext, orgId: OrgId, name: string): Promise<BadgeId> {
  const draft = { name, objective: `Does what ${name} says.`, criteria: 'Show it.' };
  return await inOrg(app.db, orgId, async (tx) => {
    const { badgeId } = await createBadge(tx, doingOf(app), { orgId, draft });
    await publishVersion(tx, doingOf(app), { orgId, badgeId });
    return badgeId;
  });
}

/** Publishes a stack that awards a badge. */
export async function makeStack(
  app: AppContext,
  orgId: OrgId,
  badgeId: string,
  requirement: Requirement,
): Promise<StackVersion> {
  const draft = { name: `Stack for ${badgeId}`, badgeId, requirement };
  return await inOrg(app.db, orgId, async (tx) => {
    const { stackId } = await createStack(tx, doingOf(app), { orgId, draft });
    return await publishStack(tx, doingOf(app), { orgId, stackId });
  });
}

/** Awards a badge directly. */
export async function give(
  app: AppContext,
  orgId: OrgId,
  personId: OrgId,
  badgeId: string,
  more: { key?: string; version?: number; validUntil?: Date; isSynthetic?: boolean } = {},
): Promise<Award> {
  const { key = 'once', version = 1, ...rest } = more;
  const grant = {
    badgeId: badgeId as BadgeId,
    version,
    personId,
    grantKey: key,
    source: 'direct' as const,
    ...rest,
  };
  return await issue(app, doingOf(app), { orgId, grant });
}
