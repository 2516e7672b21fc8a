import { ensureIssuerKey } from '#keys';
import { newId, type Doing, type OrgId } from '#kernel';
import { addMember, addOperator, createOrg, listOperators, type Identity, type Session } from '#parties';
import { asInstance, inOrg, readSetting, writeSetting, type AppContext } from '#store';
import { demoOrgs, demoPassword, demoStaff, type DemoOrg } from './cast.ts';

/** The ids of the demo's organisations. */
export type DemoOrgIds = Readonly<Record<DemoOrg, OrgId>>;

const doingOf = (ctx: AppContext): Doing => ({ now: ctx.clock(), random: ctx.random, actor: 'system' });

/** Makes the organisations of the demo, or finds those that an interrupted start has made. */
export async function ensureOrgs(ctx: AppContext): Promise<DemoOrgIds> {
  const ids: Partial<Record<DemoOrg, OrgId>> = {};
  for (const [key, draft] of Object.entries(demoOrgs) as [DemoOrg, (typeof demoOrgs)[DemoOrg]][]) {
    const name = `demo.org.${key}`;
    const doing = doingOf(ctx);
    ids[key] = await inOrg(ctx.db, newId('org', doing.now, doing.random), async (tx) => {
      const kept = await readSetting(tx, { name });
      if (kept !== null) return kept as OrgId;
      const org = await createOrg(tx, doing, { ...draft, isDemo: true });
      await ensureIssuerKey(tx, doing, ctx, { orgId: org.orgId });
      await writeSetting(tx, { name, value: org.orgId });
      return org.orgId;
    });
  }
  return ids as DemoOrgIds;
}

/** Makes somebody who can sign in, or finds them. */
export async function ensureUser(
  identity: Identity,
  person: { readonly name: string; readonly email: string },
): Promise<Session> {
  const known = await identity.checkPassword({ email: person.email, password: demoPassword });
  if (known !== null) return known;
  const { name, email } = person;
  return await identity.createUser({ name, email, password: demoPassword, isDemo: true });
}

/** Makes the staff of the demo's organisations, each with their roles; the issuer's also runs the instance. */
export async function ensureStaff(ctx: AppContext, identity: Identity, orgs: DemoOrgIds): Promise<void> {
  for (const staff of Object.values(demoStaff)) {
    const user = await ensureUser(identity, staff);
    const orgId = orgs[staff.org];
    await inOrg(ctx.db, orgId, async (tx) => {
      const name = `demo.member.${staff.email}`;
      if ((await readSetting(tx, { name })) !== null) return;
      await addMember(tx, doingOf(ctx), { orgId, userId: user.userId, roles: staff.roles });
      await writeSetting(tx, { name, value: orgId });
    });
    if (staff === demoStaff.issuer)
      await asInstance(ctx.db, async (tx) => {
        if ((await listOperators(tx)).length === 0) await addOperator(tx, doingOf(ctx), user);
      });
  }
}

/** Whether the demo was loaded to its end, begun, or never begun. */
export async function demoState(ctx: AppContext): Promise<'none' | 'begun' | 'loaded'> {
  const value = await asInstance(ctx.db, (tx) => readSetting(tx, { name: 'demo' }));
  return value === 'loaded' || value === 'begun' ? value : 'none';
}

/** Keeps how far the demo has come. */
export async function setDemoState(ctx: AppContext, value: 'begun' | 'loaded'): Promise<void> {
  await asInstance(ctx.db, (tx) => writeSetting(tx, { name: 'demo', value }));
}
