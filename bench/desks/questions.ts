/** What one kind of reader asks again and again. */
export interface Question {
  readonly name: string;
  readonly paths: readonly string[];
  /** What is posted, where the question is no look. */
  readonly body?: unknown;
}

type Ask = (path: string) => Promise<{ readonly text: string }>;

/** The questions of the desks: the first pages of every sort, deep pages, filters, counts, search, inventory. */
export async function askedFor(
  orgId: string,
  badgeIds: readonly [string, string, ...string[]],
  ask: Ask,
): Promise<Question[]> {
  const org = `/api/v1/orgs/${orgId}`;
  const awards = `${org}/awards?limit=50`;
  const [lateBadgeId, badgeId] = badgeIds;
  const questions: Question[] = [];
  for (const sort of ['issued', 'holder', 'badge', 'state', 'expiry'])
    for (const direction of ['asc', 'desc']) {
      const first = `${awards}&sort=${sort}&direction=${direction}`;
      questions.push({ name: `awards by ${sort} ${direction}`, paths: [first] });
      questions.push({ name: `awards by ${sort} ${direction}, deep`, paths: await deepPages(first, ask) });
    }
  const filters = {
    'one badge': `&badgeId=${badgeId}`,
    'one badge, by holder': `&badgeId=${badgeId}&sort=holder`,
    'a badge of the end of the alphabet, by holder': `&badgeId=${lateBadgeId}&sort=holder`,
    revoked: '&state=revoked',
    'revoked, by holder': '&state=revoked&sort=holder',
    'revoked, by expiry': '&state=revoked&sort=expiry',
    'one source': '&source=mastery',
    unclaimed: '&claim=unclaimed',
    'a rare name': '&words=fofana%20777',
    'a common name': '&words=berg',
    'a common name, by holder': '&words=berg&sort=holder',
    'a name that nobody has': '&words=zzzz',
    'expiring within a month': `&endsFrom=${isoIn(0)}&endsBefore=${isoIn(30)}&sort=expiry`,
    'issued in one week': `&issuedFrom=${isoIn(-107)}&issuedBefore=${isoIn(-100)}&sort=holder`,
    'one source, by holder': '&source=mastery&sort=holder',
    'unclaimed, by holder': '&claim=unclaimed&sort=holder',
    'a quick count': '&count=quick',
    'a quick count of revoked': '&count=quick&state=revoked',
  };
  for (const [name, query] of Object.entries(filters))
    questions.push({ name: `awards: ${name}`, paths: [`${awards}${query}`] });
  const asOf = new Date().toISOString();
  const dryRun = (filter: object): object => ({
    kind: 'suspend',
    reason: 'Tried out.',
    selection: { filter, asOf },
    dryRun: true,
  });
  const actions = [`${org}/award-actions`];
  questions.push(
    { name: 'selection: what suspending one badge would do', paths: actions, body: dryRun({ badgeId }) },
    {
      name: 'selection: what suspending the unclaimed ones would do',
      paths: actions,
      body: dryRun({ claim: 'unclaimed' }),
    },
  );
  const search = (q: string): string => `/api/v1/search?q=${encodeURIComponent(q)}&orgId=${orgId}`;
  questions.push(
    { name: 'search: the beginning of a name', paths: ['ada', 'mül', 'noor j', 'kofi'].map(search) },
    { name: 'search: the middle of an address', paths: ['77@north', '5@west.ex'].map(search) },
    { name: 'search: nobody', paths: [search('zzzz')] },
    { name: 'search: badges', paths: [search('reading')] },
    { name: 'inventory: skills', paths: [`${org}/inventory/skills?limit=50`] },
    { name: 'inventory: who holds one', paths: [`${org}/inventory/people?framework=esco&code=s7&limit=50`] },
    { name: 'statistics of a month', paths: [`${org}/statistics`] },
  );
  return questions;
}

/** The pages at 200, 400, … rows below the first, by the cursors that lead there. */
async function deepPages(first: string, ask: Ask): Promise<string[]> {
  const paths: string[] = [];
  const wide = first.replace('limit=50', 'limit=200');
  let path = wide;
  for (let n = 0; n < 10; n++) {
    const { next } = JSON.parse((await ask(path)).text) as { next: string | null };
    if (next === null) break;
    path = `${wide}&after=${encodeURIComponent(next)}`;
    paths.push(`${first}&after=${encodeURIComponent(next)}`);
  }
  return paths;
}

function isoIn(days: number): string {
  return encodeURIComponent(new Date(Date.now() + days * 86_400_000).toISOString());
}
