import { asInstance, readSetting, wasEverTold, writeSetting, type Db } from '#store';
import { errors } from './errors.ts';

const name = 'public_url';

/**
 * Decides the public address and keeps it with the data: everything issued carries it, so that it must not
 * change with the port. `wanted` is the setting, `fallback` serves an instance that was never told one.
 * It may change as long as nothing was issued. With `isKept` false nothing is written. Error: public_address_fixed.
 */
export async function settlePublicUrl(
  db: Db,
  input: { wanted: string | null; fallback: string; isKept: boolean },
): Promise<string> {
  return await asInstance(db, async (tx) => {
    const before = await readSetting(tx, { name });
    const after = input.wanted ?? before ?? input.fallback;
    if (before === after) return after;
    if (before !== null && (await wasEverTold(tx, { name: 'award.issued' })))
      throw errors.fail('public_address_fixed', `What was issued here names ${before}, not ${after}.`, {
        kept: before,
      });
    if (input.isKept) await writeSetting(tx, { name, value: after });
    return after;
  });
}
