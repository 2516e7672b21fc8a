import type { OrgId } from '#kernel';
import { loadExampleFrameworks } from '#frameworks';
import type { Identity } from '#parties';
import { asInstance, deliveryState, type AppContext } from '#store';
import { demoPassword, demoStaff } from './cast.ts';
import { loadCourses } from './courses.ts';
import { signIn, type Call, type Desk } from './door.ts';
import { readExample, readSynthetic, type ExampleSubmission } from './examples.ts';
import { ensureOrgs, ensureStaff, ensureUser, type DemoOrgIds } from './people.ts';
import { publishBadge } from './publish-badge.ts';

/** What loading the demo needs. */
export interface DemoDoors {
  readonly ctx: AppContext;
  readonly identity: Identity;
  /** The public door: everything that a person would do in the demo goes through it. */
  readonly call: Call;
  readonly onStep: (line: string) => void;
}

/** What the walk goes on from. */
export interface LoadedDemo {
  readonly orgs: DemoOrgIds;
  /** Badge ids by the key of the example. */
  readonly badges: ReadonlyMap<string, string>;
  readonly assessor: Desk;
  readonly hr: Desk;
  readonly hero: {
    readonly desk: Desk;
    readonly personId: OrgId;
    readonly name: string;
    readonly email: string;
  };
  /** The one submission that was held back: with it the hero completes the stack. */
  readonly last: ExampleSubmission;
}

const heroKey = 'maya';
const lastBadge = 'data-visualisation';
/** Who works at the fictional employer, and who of them shows their credentials to it. */
const employed = ['maya', 'tomas', 'kofi', 'yuki', 'omar'];
const sharing = ['tomas', 'kofi', 'yuki'];

/**
 * Loads the demo through the doors that everybody uses. It may be interrupted and begun again: what was
 * done is found, and every request carries a key under which it is done once.
 */
export async function loadDemo(doors: DemoDoors): Promise<LoadedDemo> {
  const { ctx, identity, call, onStep } = doors;
  const doing = { now: ctx.clock(), random: ctx.random, actor: 'system' };
  onStep('frameworks: extracts of ESCO 1.2.0 and O*NET 29.0');
  await asInstance(ctx.db, (tx) => loadExampleFrameworks(tx, doing, { read: readExample }));
  onStep('organisations and people, all fictional');
  const orgs = await ensureOrgs(ctx);
  await ensureStaff(ctx, identity, orgs);
  const synthetic = readSynthetic();
  const personIds = new Map<string, OrgId>();
  for (const person of synthetic.people)
    personIds.set(person.key, (await ensureUser(identity, person)).personId);
  const desk = (email: string): Promise<Desk> => signIn(call, email, demoPassword);

  // First, so that the catalogue, newest first, opens with badges whose subject is known.
  onStep('course records of OULAD 2013, decided by rule');
  await loadCourses(await desk(demoStaff.records.email), orgs.university);

  onStep('badges, rubrics and the stack of data science');
  const issuer = await desk(demoStaff.issuer.email);
  const badges = await publishBadges(issuer, orgs.academy, synthetic);
  onStep(`synthetic evidence of ${String(synthetic.people.length)} fictional people, judged by an assessor`);
  const assessor = await desk(demoStaff.assessor.email);
  const isLast = (s: ExampleSubmission): boolean => s.person === heroKey && s.badge === lastBadge;
  const people = new Map(synthetic.people.map((person) => [person.key, person]));
  for (const item of synthetic.submissions.filter((s) => !isLast(s)))
    await assess(assessor, orgs.academy, badges, people, item);
  const last = synthetic.submissions.find(isLast);
  if (last === undefined) throw new Error('the synthetic evidence has no last submission');
  await quiet(ctx);

  onStep('employment, confirmed by both sides, and consents');
  const hr = await desk(demoStaff.hr.email);
  const desks = new Map<string, Desk>();
  for (const key of employed) {
    const person = people.get(key);
    if (person === undefined) continue;
    const own = await desk(person.email);
    desks.set(key, own);
    await employ(hr, own, orgs.employer, person);
    if (sharing.includes(key)) await share(own, orgs.employer, ctx.clock(), key);
  }
  await quiet(ctx);
  const hero = people.get(heroKey);
  const heroDesk = desks.get(heroKey);
  const personId = personIds.get(heroKey);
  if (hero === undefined || heroDesk === undefined || personId === undefined)
    throw new Error(`the synthetic evidence does not know ${heroKey}`);
  return { orgs, badges, assessor, hr, hero: { ...hero, desk: heroDesk, personId }, last };
}

async function publishBadges(
  issuer: Desk,
  orgId: OrgId,
  synthetic: ReturnType<typeof readSynthetic>,
): Promise<Map<string, string>> {
  const badges = new Map<string, string>();
  for (const { key, draft, rubric } of synthetic.badges)
    badges.set(key, await publishBadge(issuer, orgId, key, draft, rubric));
  const { name, description, requirement, awards } = synthetic.stack;
  const made = await issuer.send<{ stackId: string }>(
    'POST',
    `/orgs/${orgId}/stacks`,
    {
      name,
      description,
      badgeId: badges.get(awards),
      requirement: {
        kind: requirement.kind,
        of: requirement.of.map((leaf) => ({ kind: 'badge', badgeId: badges.get(leaf.badge) })),
      },
    },
    'stack',
  );
  await issuer.send('POST', `/orgs/${orgId}/stacks/${made.stackId}/publish`, {}, 'stack:publish');
  return badges;
}

/** Hands in one piece of evidence and lets the assessor judge it; returns both answers. */
export async function assess(
  assessor: Desk,
  orgId: OrgId,
  badges: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, { readonly name: string; readonly email: string }>,
  item: ExampleSubmission,
): Promise<{ submissionId: string; decisionId: string }> {
  const { submissionId } = await submit(assessor, orgId, badges, people, item);
  return { submissionId, ...(await judge(assessor, orgId, submissionId, item)) };
}

/** Hands in one piece of synthetic evidence for a fictional person. */
export async function submit(
  assessor: Desk,
  orgId: OrgId,
  badges: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, { readonly name: string; readonly email: string }>,
  item: ExampleSubmission,
): Promise<{ submissionId: string }> {
  const person = people.get(item.person);
  const badgeId = badges.get(item.badge);
  if (person === undefined) throw new Error(`nobody is called ${item.person}`);
  return await assessor.send<{ submissionId: string }>(
    'POST',
    `/orgs/${orgId}/submissions`,
    {
      ...item.submission,
      badgeId,
      isSynthetic: true,
      person: { name: person.name, email: person.email },
    },
    `submission:${item.person}:${item.badge}:${String(item.attempt)}`,
  );
}

/** Judges a submission as the example says, and holds the outcome against what it expects. */
export async function judge(
  assessor: Desk,
  orgId: OrgId,
  submissionId: string,
  item: ExampleSubmission,
): Promise<{ decisionId: string; share: number }> {
  const decision = await assessor.send<{
    decisionId: string;
    outcome: string;
    explanation: { total: { ratio: number } };
  }>('POST', `/orgs/${orgId}/submissions/${submissionId}/judge`, item.judgement, `judge:${submissionId}`);
  if (decision.outcome !== item.expected)
    throw new Error(`${item.person} ${item.badge}: ${decision.outcome}, expected ${item.expected}`);
  return { decisionId: decision.decisionId, share: decision.explanation.total.ratio };
}

async function employ(
  hr: Desk,
  own: Desk,
  employerId: OrgId,
  person: { readonly name: string; readonly email: string },
): Promise<void> {
  const { employmentId } = await hr.send<{ employmentId: string }>(
    'POST',
    `/orgs/${employerId}/employments`,
    { person: { name: person.name, email: person.email }, jobTitle: 'Analyst' },
    `employ:${person.email}`,
  );
  const path = `/me/employments/${employmentId}/confirm`;
  await own.send('POST', path, {}, `employ:${person.email}:confirm`);
}

/** Shows everything that a person holds to the employer until the end of next year. */
export async function share(
  own: Desk,
  employerId: OrgId,
  now: Date,
  key: string,
): Promise<{ consentId: string }> {
  const { items } = await own.get<{ items: { awardId: string }[] }>('/me/credentials?limit=50');
  return await own.send<{ consentId: string }>(
    'POST',
    '/me/consents',
    {
      askerOrgId: employerId,
      awardIds: items.map((item) => item.awardId),
      purpose: 'Skill inventory of my employer (demonstration)',
      // The same text for a whole year, so that an interrupted demo sends the same request again.
      until: `${String(now.getUTCFullYear() + 1)}-12-31T00:00:00Z`,
    },
    `consent:${key}:${String(items.length)}`,
  );
}

/** Waits until everything that was told has been reacted to; fails when something keeps failing. */
export async function quiet(ctx: AppContext): Promise<void> {
  for (;;) {
    const { pending, failing } = await deliveryState(ctx.db);
    if (failing > 0) throw new Error(`${String(failing)} deliveries are failing`);
    if (pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
