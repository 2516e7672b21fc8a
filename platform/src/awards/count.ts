import type { OrgId } from '#kernel';
import type { Tx } from '#store';
import { conditionsOf } from './conditions.ts';
import { countUpTo } from './table.ts';
import type { AwardFilter, Total } from './table-model.ts';

/** Up to here a total is counted at once; counting further takes longer than a page of the table. */
const countedUpTo = 10_000;

/**
 * How many awards a filter leaves: exact up to 10,000, above that "at least 10,000". With `isExact` every one is
 * counted, which takes as long as there are awards. (The planner's estimate would be cheap and wrong: the tenant's
 * own condition and that of row-level security count twice in it.)
 */
export async function countAwards(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly filter: AwardFilter; readonly isExact?: boolean | undefined },
): Promise<Total> {
  const conditions = await conditionsOf(tx, input.orgId, input.filter);
  const most = input.isExact === true ? 2_000_000_000 : countedUpTo;
  const value = await countUpTo(tx, conditions, most);
  return { value: Math.min(value, most), isExact: value <= most };
}
