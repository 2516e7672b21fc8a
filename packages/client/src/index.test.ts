import { describe, expect, it } from 'vitest';
import { createClient, newIdempotencyKey } from './index.ts';

describe('the client', () => {
  it('sends the key, the path and the query as they were given', async () => {
    const seen: Request[] = [];
    const client = createClient({
      baseUrl: 'https://rungs.example.org/',
      apiKey: 'rk_test',
      fetch: (request) => {
        seen.push(request);
        return Promise.resolve(Response.json({ items: [], next: null }));
      },
    });
    const { data } = await client.GET('/api/v1/orgs/{orgId}/awards', {
      params: { path: { orgId: 'org_1' }, query: { limit: 10, state: 'active' } },
    });
    expect(data?.items).toEqual([]);
    expect(seen[0]?.url).toBe('https://rungs.example.org/api/v1/orgs/org_1/awards?limit=10&state=active');
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer rk_test');
  });

  it('hands a refusal on as the problem document that it is', async () => {
    const problem = { type: 'urn:rungs:problem:not_found', code: 'not_found', status: 404 };
    const client = createClient({
      baseUrl: 'https://rungs.example.org',
      fetch: () => Promise.resolve(Response.json(problem, { status: 404 })),
    });
    const { data, error, response } = await client.GET('/api/v1/me');
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: 'not_found' });
    expect(response.status).toBe(404);
    expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
  });
});
