import { createHmac } from 'node:crypto';
import { asInstance, sql, type Db, type Tx } from '#store';
import { errors } from './errors.ts';
import { normalEmail } from './rules.ts';
import { forgottenAfterMs, waitMs, type AttemptKind } from './throttle-rules.ts';

/** Whose attempts are counted: an account by its address, a network address where it is known, and both. */
export interface Attempt {
  readonly email: string;
  /** The network address; null for a call from inside the process. */
  readonly from: string | null;
}

interface Counter {
  readonly kind: AttemptKind;
  readonly subject: Buffer;
}

/** Counts what fails, by keyed hashes: the table tells nobody who tried to sign in from where. */
export interface Throttle {
  /**
   * Counts an attempt before it is made, so that many at once are no way around it. Error: sign_in_throttled.
   */
  readonly begin: (attempt: Attempt) => Promise<void>;
  /** Forgets the failures of an account once somebody has shown that it is theirs. */
  readonly succeed: (attempt: Attempt) => Promise<void>;
}

/** Makes the brakes of sign-in. */
export function makeThrottle(options: { db: Db; secret: string; clock: () => Date }): Throttle {
  const hash = (kind: AttemptKind, ...parts: string[]): Counter => ({
    kind,
    subject: createHmac('sha256', options.secret)
      .update(JSON.stringify([kind, ...parts]))
      .digest(),
  });
  const own = ({ email, from }: Attempt): Counter[] => [
    hash('account', normalEmail(email)),
    ...(from === null ? [] : [hash('pair', normalEmail(email), from)]),
  ];
  const all = (attempt: Attempt): Counter[] => [
    ...own(attempt),
    ...(attempt.from === null ? [] : [hash('address', attempt.from)]),
  ];
  return {
    begin: async (attempt) => {
      const waits: number[] = [];
      // One statement each and committed together; sorted, so that two attempts do not deadlock.
      const counters = all(attempt).sort((a, b) => Buffer.compare(a.subject, b.subject));
      await asInstance(options.db, async (tx) => {
        for (const counter of counters) waits.push(await countOne(tx, counter, options.clock()));
      });
      const wait = Math.max(0, ...waits);
      if (wait > 0) throw throttled(wait);
    },
    succeed: async (attempt) => {
      const subjects = own(attempt).map((counter) => counter.subject);
      const address = attempt.from === null ? null : hash('address', attempt.from).subject;
      await asInstance(options.db, async (tx) => {
        await sql`delete from parties.attempt where subject = any(${subjects}::bytea[])
          or last_at < ${new Date(options.clock().getTime() - forgottenAfterMs)}`.execute(tx);
        await sql`update parties.attempt set failures = greatest(failures - 1, 0), blocked_until = null
          where subject = ${address}`.execute(tx);
      });
    },
  };
}

/** Counts one attempt and returns how long to wait; one that has to wait is not counted again. */
async function countOne(tx: Tx, { kind, subject }: Counter, now: Date): Promise<number> {
  await sql`insert into parties.attempt (subject, failures, last_at) values (${subject}, 0, ${now})
    on conflict do nothing`.execute(tx);
  const rows = await sql<{ failures: number; last_at: Date; blocked_until: Date | null }>`
    select failures, last_at, blocked_until from parties.attempt where subject = ${subject} for update`.execute(
    tx,
  );
  const row = rows.rows[0];
  const open = (row?.blocked_until?.getTime() ?? 0) - now.getTime();
  if (open > 0) return open;
  const isOld = row === undefined || now.getTime() - row.last_at.getTime() > forgottenAfterMs;
  const failures = (isOld ? 0 : row.failures) + 1;
  const wait = waitMs(kind, failures);
  const until = wait === 0 ? null : new Date(now.getTime() + wait);
  await sql`update parties.attempt set failures = ${failures}, last_at = ${now}, blocked_until = ${until}
    where subject = ${subject}`.execute(tx);
  return 0;
}

function throttled(waitedMs: number): Error {
  const seconds = Math.max(1, Math.ceil(waitedMs / 1000));
  return errors.fail('sign_in_throttled', `Try again in ${String(seconds)} s.`, {
    retryAfterSeconds: seconds,
  });
}
