import type { Desk } from './door.ts';

const patienceMs = 30_000;

/** Asks until there is an answer; fails after half a minute. */
export async function waitFor<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > until) throw new Error('the demo waited for half a minute in vain');
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** How many holdings of skills the inventory of an organisation counts. */
export async function inventorySkill(hr: Desk, orgId: string): Promise<{ total: number }> {
  const page = await hr.get<{ items: { people: number }[] }>(`/orgs/${orgId}/inventory/skills?limit=200`);
  return { total: page.items.reduce((sum, row) => sum + row.people, 0) };
}
