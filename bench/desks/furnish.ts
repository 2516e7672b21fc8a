import type { OrgId } from '../../platform/src/kernel/index.ts';
import { inOrg, sql, type Db, type Tx } from '../../platform/src/store/index.ts';

/** How much is made. */
export interface Size {
  readonly people: number;
  readonly awards: number;
}

const givenNames =
  'Ada Bashir Chiara Dmitri Eszter Farah Goran Hana Ines Jonas Kofi Léa Mateo Noor Oluf Priya'.split(' ');
const familyNames =
  'Abara Berg Costa Dvořák Eriksen Fofana García Hughes Ivanova Jansen Kowalski Lindqvist Müller Nowak Öztürk Park'.split(
    ' ',
  );

/**
 * Fills an organisation with fictional people and awards, without signatures: rows as the tables hold them, with
 * documents of a usual size. Badges are the published ones that are given.
 */
export async function furnishDesks(
  db: Db,
  input: { readonly orgId: OrgId; readonly badgeIds: readonly string[]; readonly size: Size },
): Promise<void> {
  const { orgId } = input;
  await inOrg(db, orgId, async (tx) => {
    await makePeople(tx, input);
    await makeLists(tx, input);
    await makeHoldings(tx, input);
  });
  const step = 20_000;
  for (let from = 0; from < input.size.awards; from += step)
    await inOrg(db, orgId, (tx) =>
      makeAwards(tx, { ...input, from, to: Math.min(from + step, input.size.awards) }),
    );
}

async function makePeople(tx: Tx, input: { readonly orgId: OrgId; readonly size: Size }): Promise<void> {
  await sql`insert into parties.contact (org_id, person_id, name, email)
    select ${input.orgId}::text, 'org_bench' || lpad(n::text, 8, '0'),
      (${givenNames}::text[])[1 + (n * 7) % ${givenNames.length}::int] || ' ' ||
      (${familyNames}::text[])[1 + (n * 11 + n / 16) % ${familyNames.length}::int] || ' ' || n,
      'p' || n || '@' || (array['north', 'south', 'east', 'west'])[1 + n % 4] || '.example'
    from generate_series(1, ${input.size.people}::int) n`.execute(tx);
}

/** Ten skills a person, of three hundred; everybody works here. */
async function makeHoldings(tx: Tx, input: { readonly orgId: OrgId; readonly size: Size }): Promise<void> {
  await sql`insert into inventory.holding (org_id, framework, code, level, basis, person_id)
    select ${input.orgId}::text, 'esco', 's' || (n * 13 + part * 31) % 300, (n + part) % 11, 'verified',
      'org_bench' || lpad(n::text, 8, '0')
    from generate_series(1, ${input.size.people}::int) n, generate_series(1, 10) part
    on conflict do nothing`.execute(tx);
  await sql`insert into inventory.skill_count (org_id, framework, code, level, basis, people)
    select org_id, framework, code, level, basis, count(*) from inventory.holding
    where org_id = ${input.orgId} group by 1, 2, 3, 4, 5`.execute(tx);
}

const listSize = 131_072;

async function makeLists(tx: Tx, input: { readonly orgId: OrgId; readonly size: Size }): Promise<void> {
  await sql`insert into awards.status_list (org_id, list_id, suspension_id, issuer_id, key_id, size, created_at)
    select ${input.orgId}::text, 'sls_bench' || n || ${input.orgId}::text, 'sus_bench' || n || ${input.orgId}::text, 'did:key:bench', 'key_bench', ${listSize}::int, now()
    from generate_series(0, ${Math.floor(input.size.awards / listSize)}::int) n`.execute(tx);
}

/** The first badge is held by people at the end of the alphabet alone, the others by anybody. */
async function makeAwards(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly badgeIds: readonly string[];
    readonly size: Size;
    readonly from: number;
    readonly to: number;
  },
): Promise<void> {
  const { orgId, from, to, badgeIds } = input;
  await sql`insert into awards.status_entry (org_id, list_id, idx)
    select ${orgId}::text, 'sls_bench' || n / ${listSize}::int || ${orgId}::text, n % ${listSize}::int
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(tx);
  await sql`insert into awards.award (org_id, award_id, credential_id, badge_id, version, person_id, grant_key, source,
      title, list_id, idx, key_id, document, salt, leaf_hash, state, issued_at, valid_until, claimed_at)
    select ${orgId}::text, 'awd_bench' || lpad(n::text, 10, '0'), 'urn:uuid:' || md5(${orgId}::text || n)::uuid,
      (${[...badgeIds]}::text[])[1 + n % ${badgeIds.length}::int], 1,
      'org_bench' || lpad((case when n % ${badgeIds.length}::int = 0
        then 9 + 16 * (n / ${badgeIds.length}::int % ${Math.max(1, Math.floor((input.size.people - 9) / 16))}::int)
        else 1 + (n::bigint * 7919 + n / ${badgeIds.length}::int) % ${input.size.people}::int end)::text, 8, '0'),
      'bench' || n,
      (array['direct', 'batch', 'batch', 'batch', 'mastery', 'stack'])[1 + n % 6],
      'Badge ' || n % ${badgeIds.length}::int,
      'sls_bench' || n / ${listSize}::int || ${orgId}::text, n % ${listSize}::int, 'key_bench',
      (select string_agg(md5(n || ' ' || part), '') from generate_series(1, 80) part),
      decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'),
      case when n % 97 = 0 then 'revoked' when n % 53 = 0 then 'suspended' else 'active' end,
      now() - n % 1000 * interval '1 day' - n * interval '1 second',
      case when n % 3 = 0 then now() + (n % 1100 - 100) * interval '1 day' end,
      case when n % 5 > 1 then now() - n % 900 * interval '1 day' end
    from generate_series(${from}::int, ${to - 1}::int) n`.execute(tx);
}
