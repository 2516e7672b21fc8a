import { newId, type Doing, type OrgId } from '#kernel';
import { append } from '#log';
import { recordAudit } from '#parties';
import { sql, tell, type Tx } from '#store';
import { errors } from './errors.ts';
import { awardStatusChanged } from './events.ts';
import { findAwardRow } from './find.ts';
import { statusLeaf } from './leaf.ts';
import type { Award, AwardId, AwardState, StatusChange, StatusListId, StatusOutcome } from './model.ts';
import { decideChange } from './rules.ts';
import { awardColumns, readAwards } from './store.ts';

/** What is to be done to some awards, and why. */
export interface ChangeInput {
  readonly orgId: OrgId;
  readonly awardIds: readonly AwardId[];
  readonly change: StatusChange;
  readonly reason: string;
}

interface Moved {
  readonly award: Award;
  readonly to: AwardState;
  readonly sequence: number;
  readonly salt: Uint8Array;
  readonly leafHash: Uint8Array;
}

/**
 * Revokes, suspends or reinstates many awards at once: one outcome for each, in order. What cannot be
 * changed stops only itself. The change is in the status lists that are served from the moment this commits.
 */
export async function changeStatus(tx: Tx, doing: Doing, input: ChangeInput): Promise<StatusOutcome[]> {
  const awards = await load(tx, input, true);
  const outcomes = decideAll(input, awards);
  const moved: Moved[] = [];
  for (const outcome of outcomes) {
    const award = awards.get(outcome.awardId);
    if (outcome.outcome !== 'changed' || outcome.to === null || award === undefined) continue;
    moved.push(moveOf(doing, award, outcome.to));
  }
  if (moved.length === 0) return outcomes;
  await save(tx, doing, input, moved);
  await append(tx, doing, {
    entries: moved.map(({ leafHash }) => ({ hash: leafHash, kind: 'status' as const })),
  });
  await tell(
    tx,
    moved.map(({ award, to, sequence }) =>
      awardStatusChanged({
        orgId: input.orgId,
        personId: award.personId,
        awardId: award.awardId,
        state: to,
        sequence,
        reason: input.reason,
      }),
    ),
  );
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: actions[input.change],
    subject: moved[0]?.award.awardId ?? '',
    detail: { count: moved.length, awardIds: moved.map(({ award }) => award.awardId) },
  });
  return outcomes;
}

const actions = {
  revoke: 'award.revoked',
  suspend: 'award.suspended',
  reinstate: 'award.reinstated',
} as const;

/** Says what `changeStatus` would do, and does nothing. */
export async function previewStatusChange(
  tx: Tx,
  input: Omit<ChangeInput, 'reason'>,
): Promise<StatusOutcome[]> {
  return decideAll(input, await load(tx, input, false));
}

/** Revokes an award for good; revoking it again changes nothing. Error: award_unknown. */
export function revoke(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly reason: string },
): Promise<Award> {
  return changeOne(tx, doing, input, 'revoke');
}

/** Suspends an award until it is reinstated. Errors: award_unknown, award_revoked. */
export function suspend(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly reason: string },
): Promise<Award> {
  return changeOne(tx, doing, input, 'suspend');
}

/** Lifts the suspension of an award. Errors: award_unknown, award_revoked. */
export function reinstate(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly reason: string },
): Promise<Award> {
  return changeOne(tx, doing, input, 'reinstate');
}

async function changeOne(
  tx: Tx,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly awardId: AwardId; readonly reason: string },
  change: StatusChange,
): Promise<Award> {
  const { orgId, awardId, reason } = input;
  const [outcome] = await changeStatus(tx, doing, { orgId, awardIds: [awardId], change, reason });
  if (outcome?.code !== undefined) throw errors.fail(outcome.code, `Award ${awardId} cannot be changed.`);
  return await findAwardRow(tx, { orgId, awardId });
}

/** Reads the awards, locked in the order of their ids where they will be changed. */
async function load(
  tx: Tx,
  input: Pick<ChangeInput, 'orgId' | 'awardIds'>,
  willChange: boolean,
): Promise<Map<AwardId, Award>> {
  const awards = await readAwards(
    tx,
    sql`select ${awardColumns} from awards.award a
      where a.org_id = ${input.orgId} and a.award_id = any(${[...input.awardIds]}::text[])
      order by a.award_id ${willChange ? sql`for update` : sql``}`,
  );
  return new Map(awards.map((award) => [award.awardId, award]));
}

function decideAll(
  input: Pick<ChangeInput, 'awardIds' | 'change'>,
  awards: ReadonlyMap<AwardId, Award>,
): StatusOutcome[] {
  return [...new Set(input.awardIds)].map((awardId) => {
    const from = awards.get(awardId)?.state ?? null;
    if (from === null) return { awardId, outcome: 'refused', from, to: null, code: 'award_unknown' };
    const decision = decideChange(from, input.change);
    if (decision.kind === 'final')
      return { awardId, outcome: 'refused', from, to: from, code: 'award_revoked' };
    if (decision.kind === 'none') return { awardId, outcome: 'unchanged', from, to: from };
    return { awardId, outcome: 'changed', from, to: decision.to };
  });
}

function moveOf(doing: Doing, award: Award, to: AwardState): Moved {
  const sequence = award.stateSequence + 1;
  const salt = doing.random(32);
  const statement = { credentialId: award.credentialId, sequence, state: to, at: doing.now };
  return { award, to, sequence, salt, leafHash: statusLeaf(salt, statement) };
}

async function save(tx: Tx, doing: Doing, input: ChangeInput, moved: readonly Moved[]): Promise<void> {
  const { orgId, reason } = input;
  const ids = moved.map(({ award }) => award.awardId);
  const states = moved.map(({ to }) => to);
  await sql`update awards.award a set state = u.state, reason = ${reason}, state_sequence = a.state_sequence + 1
    from unnest(${ids}::text[], ${states}::text[]) u(award_id, state)
    where a.org_id = ${orgId} and a.award_id = u.award_id`.execute(tx);
  await sql`insert into awards.status_change (org_id, award_id, sequence, change_id, state, reason, actor, salt, leaf_hash, at)
    select ${orgId}::text, u.award_id, u.sequence, u.change_id, u.state, ${reason}::text, ${doing.actor}::text, u.salt,
      u.leaf_hash, ${doing.now}::timestamptz
    from unnest(${ids}::text[], ${moved.map((m) => m.sequence)}::int[],
      ${moved.map(() => newId('chg', doing.now, doing.random))}::text[], ${states}::text[],
      ${moved.map((m) => Buffer.from(m.salt))}::bytea[], ${moved.map((m) => Buffer.from(m.leafHash))}::bytea[])
      u(award_id, sequence, change_id, state, salt, leaf_hash)`.execute(tx);
  await sql`update awards.status_entry e set revoked = u.state = 'revoked', suspended = u.state = 'suspended'
    from unnest(${moved.map(({ award }) => award.listId)}::text[],
      ${moved.map(({ award }) => award.statusIndex)}::int[], ${states}::text[]) u(list_id, idx, state)
    where e.org_id = ${orgId} and e.list_id = u.list_id and e.idx = u.idx`.execute(tx);
  // The lists last and in order: their rows are what concurrent changes wait for.
  const lists = [...new Set<StatusListId>(moved.map(({ award }) => award.listId))].sort();
  for (const listId of lists)
    await sql`update awards.status_list set version = version + 1
      where org_id = ${orgId} and list_id = ${listId}`.execute(tx);
}
