import { issue, type Award, type AwardId } from '#awards';
import { findCurrentVersion, type BadgeId } from '#badges';
import { newId, RungsError, type Doing, type OrgId } from '#kernel';
import { recordAudit } from '#parties';
import { inOrg, sql, tell, type AppContext, type Tx } from '#store';
import { saveEvaluations, type Result } from './evaluation-store.ts';
import { stackBroken, stackCompleted, stackMended } from './events.ts';
import type { StackVersion } from './model.ts';
import { keyOf, loadPerson, standingComposite, type Composite, type PersonStacks } from './person.ts';
import { explain } from './rules.ts';
import { lockPerson } from './store.ts';

interface Subject {
  readonly orgId: OrgId;
  readonly personId: OrgId;
}

/**
 * Decides every stack of an organisation that a person's awards have to do with: writes down what changed,
 * awards each composite that is complete, once a person and stack version, and tells of composites that were
 * broken or mended. Goes on while a new composite could complete another stack; that ends, since published
 * stacks form no circle. Running it again changes nothing. Returns the composites awarded by this call.
 */
export async function evaluate(app: AppContext, doing: Doing, input: Subject): Promise<Award[]> {
  const awarded: Award[] = [];
  for (;;) {
    const due = await inOrg(app.db, input.orgId, (tx) => settle(tx, doing, input));
    const before = awarded.length;
    for (const composite of due) {
      const award = await awardComposite(app, doing, input, composite);
      if (award !== null) awarded.push(award);
    }
    if (awarded.length === before) return awarded;
  }
}

interface Due {
  readonly composite: Composite;
  readonly isSynthetic: boolean;
}

/** Writes down how things stand and returns the composites to award; all of it in one transaction. */
async function settle(tx: Tx, doing: Doing, subject: Subject): Promise<Due[]> {
  await lockPerson(tx, subject.orgId, subject.personId);
  const person = await loadTied(tx, doing, subject);
  if (person.versions.length === 0) return [];
  const results = person.versions.map((v): Result => ({
    ...explain(v.requirement, person.standing.held),
    evaluationId: newId('evl', doing.now, doing.random),
    stackId: v.stackId,
    version: v.version,
  }));
  await saveEvaluations(tx, { ...subject, at: doing.now, results });
  await noteBroken(tx, subject, person);
  const due: Due[] = [];
  for (const version of person.versions) {
    const result = results.find((r) => keyOf(r) === keyOf(version));
    if (result?.isMet !== true) continue;
    const parts = result.used.map((u) => u.awardId);
    const composite = await begin(tx, doing, { subject, person, version, parts });
    if (composite === null) continue;
    const isSynthetic = person.awards.some((a) => a.isSynthetic && parts.includes(a.awardId));
    due.push({ composite, isSynthetic });
  }
  return due;
}

/** Loads a person, after tying composites to awards that an attempt finished and did not live to write down. */
async function loadTied(tx: Tx, doing: Doing, subject: Subject): Promise<PersonStacks> {
  const person = await loadPerson(tx, { ...subject, at: doing.now });
  const byKey = new Map(person.awards.map((a) => [a.grantKey, a]));
  let tied = 0;
  for (const composite of person.composites) {
    const award = composite.awardId === null ? byKey.get(grantKeyOf(composite)) : undefined;
    if (award !== undefined && (await tie(tx, doing, { subject, composite, award }))) tied++;
  }
  return tied === 0 ? person : await loadPerson(tx, { ...subject, at: doing.now });
}

/** Names a composite once a person and stack version, so that it is awarded once however often it is asked for. */
const grantKeyOf = (c: { readonly stackId: string; readonly version: number }): string =>
  `stack:${c.stackId}:${String(c.version)}`;

/** Notes which composites lost a part or have all of them again, and tells it. */
async function noteBroken(tx: Tx, subject: Subject, person: PersonStacks): Promise<void> {
  const versions = new Map(person.versions.map((v) => [keyOf(v), v]));
  for (const composite of person.composites) {
    const [standing] = standingComposite(composite, versions.get(keyOf(composite)));
    if (standing === undefined) continue;
    const isIntact = person.standing.isIntact(standing);
    if (isIntact === composite.isIntact) continue;
    const { stackId, version } = composite;
    await sql`update stacks.composite set is_intact = ${isIntact} where org_id = ${subject.orgId}
      and stack_id = ${stackId} and version = ${version} and person_id = ${subject.personId}`.execute(tx);
    const about = { ...subject, stackId, version, awardId: standing.awardId };
    await tell(tx, [isIntact ? stackMended(about) : stackBroken(about)]);
  }
}

/** Commits to a composite before it is asked for; null when it was awarded, or cannot be begun. */
async function begin(
  tx: Tx,
  doing: Doing,
  input: { subject: Subject; person: PersonStacks; version: StackVersion; parts: readonly string[] },
): Promise<Composite | null> {
  const { orgId, personId } = input.subject;
  const { stackId, version, status, badgeId } = input.version;
  const before = input.person.composites.find((c) => keyOf(c) === keyOf(input.version));
  if (before !== undefined && before.awardId !== null) return null;
  if (before === undefined && status !== 'published') return null;
  const badgeVersion = before?.badgeVersion ?? (await openVersion(tx, orgId, badgeId));
  if (badgeVersion === null) return null;
  const { parts } = input;
  await sql`insert into stacks.composite (org_id, stack_id, version, person_id, badge_id, badge_version, parts,
      is_intact, begun_at)
    values (${orgId}, ${stackId}, ${version}, ${personId}, ${badgeId}, ${badgeVersion}, ${[...parts]}::text[],
      true, ${doing.now})
    on conflict (org_id, stack_id, version, person_id) do update set parts = excluded.parts`.execute(tx);
  return { stackId, version, personId, badgeId, badgeVersion, parts, awardId: null, isIntact: true };
}

async function openVersion(tx: Tx, orgId: OrgId, badgeId: string): Promise<number | null> {
  const found = await findCurrentVersion(tx, { orgId, badgeId: badgeId as BadgeId });
  return found?.status === 'published' ? found.version : null;
}

/** Awards one composite that was begun, and ties it to its row; null when its badge is not open any more. */
async function awardComposite(
  app: AppContext,
  doing: Doing,
  subject: Subject,
  due: Due,
): Promise<Award | null> {
  const { composite, isSynthetic } = due;
  const { badgeId, badgeVersion } = composite;
  const grant = {
    badgeId: badgeId as BadgeId,
    version: badgeVersion,
    personId: subject.personId,
    grantKey: grantKeyOf(composite),
    source: 'stack' as const,
    parts: composite.parts as readonly AwardId[],
    isSynthetic,
  };
  try {
    const award = await issue(app, doing, { orgId: subject.orgId, grant });
    const isFirst = await inOrg(app.db, subject.orgId, (tx) => tie(tx, doing, { subject, composite, award }));
    return isFirst ? award : null;
  } catch (error) {
    if (!(error instanceof RungsError) || error.code !== 'badge_version_closed') throw error;
    return await inOrg(app.db, subject.orgId, (tx) => moveOn(tx, subject, composite));
  }
}

/** Ties a composite to its award, with the parts that the credential names; false when that was done before. */
async function tie(
  tx: Tx,
  doing: Doing,
  input: { subject: Subject; composite: Composite; award: Award },
): Promise<boolean> {
  const { subject, composite, award } = input;
  const { orgId, personId } = subject;
  const { stackId, version, badgeId } = composite;
  const tied =
    await sql`update stacks.composite set award_id = ${award.awardId}, parts = ${[...award.parts]}::text[],
      badge_version = ${award.version}, completed_at = ${doing.now}
    where org_id = ${orgId} and stack_id = ${stackId} and version = ${version} and person_id = ${personId}
      and award_id is null returning stack_id`.execute(tx);
  if (tied.rows.length === 0) return false;
  await recordAudit(tx, doing, {
    orgId,
    action: 'stack.completed',
    subject: stackId,
    detail: { version, personId, awardId: award.awardId },
  });
  const { awardId, parts } = award;
  await tell(tx, [stackCompleted({ orgId, stackId, version, personId, awardId, badgeId, parts })]);
  return true;
}

/** Takes the badge version that is open now for the next attempt; an attempt that was refused left nothing behind. */
async function moveOn(tx: Tx, subject: Subject, composite: Composite): Promise<null> {
  const badgeVersion = await openVersion(tx, subject.orgId, composite.badgeId);
  if (badgeVersion !== null)
    await sql`update stacks.composite set badge_version = ${badgeVersion} where org_id = ${subject.orgId}
      and stack_id = ${composite.stackId} and version = ${composite.version}
      and person_id = ${subject.personId} and award_id is null`.execute(tx);
  return null;
}
