import { isId, type Doing } from '#kernel';
import { sql, type Tx } from '#store';
import { recordInstanceAudit } from './audit.ts';
import { errors } from './errors.ts';
import type { Operator, UserId } from './model.ts';

/** Lists who runs the instance, first added first. */
export async function listOperators(tx: Tx): Promise<Operator[]> {
  const result = await sql<{
    user_id: UserId;
    name: string;
    email: string;
    added_by: string;
    added_at: Date;
  }>`
    select o.user_id, u.name, u.email, o.added_by, o.added_at
    from parties.operator o join parties.users_of_operators() u on u.user_id = o.user_id
    order by o.added_at, o.user_id collate "C"`.execute(tx);
  return result.rows.map((r) => ({
    userId: r.user_id,
    name: r.name,
    email: r.email,
    addedBy: r.added_by,
    addedAt: r.added_at,
  }));
}

/** Makes a user an operator of the instance. Errors: user_unknown, operator_exists. */
export async function addOperator(tx: Tx, doing: Doing, input: { userId: string }): Promise<void> {
  const { userId } = input;
  if (!isId('usr', userId)) throw errors.fail('user_unknown', `${userId} is not a user.`);
  const known = await sql<{ known: boolean }>`select parties.is_user(${userId}) as known`.execute(tx);
  if (known.rows[0]?.known !== true) throw errors.fail('user_unknown', `${userId} is not a user.`);
  const added = await sql`insert into parties.operator (user_id, added_by, added_at)
    values (${userId}, ${doing.actor}, ${doing.now}) on conflict do nothing returning 1`.execute(tx);
  if (added.rows.length === 0) throw errors.fail('operator_exists', `${userId} is an operator already.`);
  await recordInstanceAudit(tx, doing, { action: 'operator.added', subject: userId });
}

/** Takes the right to run the instance from a user; never from the last one. Errors: operator_unknown, operator_last. */
export async function removeOperator(tx: Tx, doing: Doing, input: { userId: string }): Promise<void> {
  // Held until the end, so that two operators cannot remove each other at the same moment.
  await sql`lock table parties.operator in share row exclusive mode`.execute(tx);
  const held = await sql<{ user_id: string }>`select user_id from parties.operator`.execute(tx);
  const ids = held.rows.map((r) => r.user_id);
  if (!ids.includes(input.userId))
    throw errors.fail('operator_unknown', `${input.userId} is not an operator.`);
  if (ids.length === 1) throw errors.fail('operator_last', `${input.userId} is the last operator.`);
  await sql`delete from parties.operator where user_id = ${input.userId}`.execute(tx);
  await recordInstanceAudit(tx, doing, { action: 'operator.removed', subject: input.userId });
}
