import type { Doing, OrgId } from '#kernel';
import { inOrg, type AppContext } from '#store';
import { errors } from './errors.ts';
import { finishIntents } from './finish.ts';
import { findIntents, type Intent } from './intent.ts';
import type { Award, Grant, IssueResult } from './model.ts';
import { prepareIntents } from './prepare.ts';
import { distinctGrants, identityOf } from './rules.ts';
import { findGranted, identitiesOf } from './store.ts';

/** The places between which a crash can fall, in order. */
export type Step = 'reserved' | 'prepared' | 'intended' | 'signed' | 'checked' | 'saved';

/** Called after each step; tests throw in it. */
export type AfterStep = (step: Step) => void;

type Refused = Extract<IssueResult, { outcome: 'refused' }>;

/** How often an issuer key may change under one chunk before it is given up. */
const attempts = 3;

/** Issues one chunk: what is new is written down and committed before it is signed, what was written down is finished. */
export async function issueChunk(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly grants: readonly Grant[] },
  afterStep: AfterStep = () => undefined,
): Promise<IssueResult[]> {
  const { orgId } = input;
  const wanted = distinctGrants(input.grants);
  const before = await findAwards(app, orgId, wanted);
  const refused = new Map<string, Refused>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const open = await openIntents(app, orgId, wanted);
    const missing = wanted.filter(
      (g) => !before.has(identityOf(g)) && !open.has(identityOf(g)) && !refused.has(identityOf(g)),
    );
    const made = await prepareIntents(app, doing, { orgId, grants: missing }, afterStep);
    for (const [identity, refusal] of made.refused) refused.set(identity, refusal);
    const intents = missing.length === 0 ? open : await openIntents(app, orgId, wanted);
    await finishIntents(app, doing, { orgId, intents: [...intents.values()] }, afterStep);
    const now = await findAwards(app, orgId, wanted);
    if (wanted.every((g) => now.has(identityOf(g)) || refused.has(identityOf(g))))
      return input.grants.map((grant) => resultOf(identityOf(grant), before, now, refused));
  }
  throw errors.fail('issuing_interrupted', `The issuer key changed ${String(attempts)} times in a row.`);
}

function resultOf(
  identity: string,
  before: ReadonlyMap<string, Award>,
  now: ReadonlyMap<string, Award>,
  refused: ReadonlyMap<string, Refused>,
): IssueResult {
  const award = now.get(identity);
  if (award !== undefined) return { outcome: before.has(identity) ? 'existing' : 'issued', award };
  return refused.get(identity) as Refused;
}

async function findAwards(
  app: AppContext,
  orgId: OrgId,
  grants: readonly Grant[],
): Promise<Map<string, Award>> {
  const awards = await inOrg(app.db, orgId, (tx) => findGranted(tx, orgId, identitiesOf(grants)));
  return new Map(awards.map((award) => [identityOf(award), award]));
}

async function openIntents(
  app: AppContext,
  orgId: OrgId,
  grants: readonly Grant[],
): Promise<Map<string, Intent>> {
  const intents = await inOrg(app.db, orgId, (tx) => findIntents(tx, orgId, identitiesOf(grants)));
  return new Map(intents.map((intent) => [identityOf(intent), intent]));
}
