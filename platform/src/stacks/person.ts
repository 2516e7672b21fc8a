import { listAwards, type Award } from '#awards';
import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { StackId, StackVersion } from './model.ts';
import { standingOf, type Standing, type StandingComposite } from './standing.ts';
import { readVersions } from './store.ts';

/** A composite as its row keeps it; without `awardId` it was begun and is not awarded yet. */
export interface Composite {
  readonly stackId: StackId;
  readonly version: number;
  readonly personId: OrgId;
  readonly badgeId: string;
  readonly badgeVersion: number;
  readonly parts: readonly string[];
  readonly awardId: string | null;
  readonly isIntact: boolean;
}

interface CompositeRow {
  stack_id: StackId;
  version: number;
  person_id: OrgId;
  badge_id: string;
  badge_version: number;
  parts: string[];
  award_id: string | null;
  is_intact: boolean;
}

/** Everything that the stacks of one organisation have to do with one person, at a moment. */
export interface PersonStacks {
  readonly awards: readonly Award[];
  readonly composites: readonly Composite[];
  /** The stack versions to decide: published ones that ask for a badge held, and those of composites. */
  readonly versions: readonly StackVersion[];
  readonly standing: Standing;
}

/** Names one version of a stack. */
export const keyOf = (v: { readonly stackId: string; readonly version: number }): string =>
  `${v.stackId} ${String(v.version)}`;

/** Loads what a person holds and which stacks that concerns. */
export async function loadPerson(
  tx: Tx,
  input: { orgId: OrgId; personId: OrgId; at: Date },
): Promise<PersonStacks> {
  const { orgId, personId, at } = input;
  const awards = await allAwards(tx, orgId, personId);
  const composites = await loadComposites(tx, orgId, personId);
  const badgeIds = [...new Set(awards.map((a) => a.badgeId))];
  const versions = await readVersions(
    tx,
    sql`where v.org_id = ${orgId} and (
      (v.status = 'published' and exists (select 1 from stacks.mention m where m.org_id = v.org_id
        and m.stack_id = v.stack_id and m.badge_id = any(${badgeIds}::text[])))
      or exists (select 1 from stacks.composite c where c.org_id = v.org_id and c.stack_id = v.stack_id
        and c.version = v.version and c.person_id = ${personId}))
      order by v.stack_id, v.version`,
  );
  const byKey = new Map(versions.map((v) => [keyOf(v), v]));
  const standing = standingOf(
    awards,
    composites.flatMap((c) => standingComposite(c, byKey.get(keyOf(c)))),
    at,
  );
  return { awards, composites, versions, standing };
}

/** The form in which the rules see a composite; none for one that is not awarded yet. */
export function standingComposite(
  composite: Composite,
  version: StackVersion | undefined,
): StandingComposite[] {
  const { awardId, parts } = composite;
  return awardId === null || version === undefined
    ? []
    : [{ awardId, requirement: version.requirement, parts }];
}

async function allAwards(tx: Tx, orgId: OrgId, personId: OrgId): Promise<Award[]> {
  const awards: Award[] = [];
  for (let after: string | undefined; ;) {
    const page = await listAwards(tx, { orgId, filter: { personId }, page: { limit: 200, after } });
    awards.push(...page.items);
    if (page.next === null) return awards;
    after = page.next;
  }
}

async function loadComposites(tx: Tx, orgId: OrgId, personId: OrgId): Promise<Composite[]> {
  const rows =
    await sql<CompositeRow>`select stack_id, version, person_id, badge_id, badge_version, parts, award_id,
      is_intact
    from stacks.composite where org_id = ${orgId} and person_id = ${personId}
    order by stack_id, version`.execute(tx);
  return rows.rows.map((r) => ({
    stackId: r.stack_id,
    version: r.version,
    personId: r.person_id,
    badgeId: r.badge_id,
    badgeVersion: r.badge_version,
    parts: r.parts,
    awardId: r.award_id,
    isIntact: r.is_intact,
  }));
}

/** The person of a composite; null when the award is none. */
export async function findComposite(
  tx: Tx,
  input: { orgId: OrgId; awardId: string },
): Promise<{ personId: OrgId } | null> {
  const rows = await sql<{ person_id: OrgId }>`select person_id from stacks.composite
    where org_id = ${input.orgId} and award_id = ${input.awardId}`.execute(tx);
  const row = rows.rows[0];
  return row === undefined ? null : { personId: row.person_id };
}
