import { verifyCredential } from '@digitalcredentials/verifier-core';
import { verify } from '@rungs/credentials';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { peerAccepts } from '../../packages/credentials/test/peers/peers.ts';
import { start, type Started } from '../../platform/src/cli/start.ts';

/** A letter inside a claim; the document stays well-formed and keeps its shape. */
const altered = (text: string): string => text.replace('Data Visualisation', 'Data Visualisatiom');

interface PeerAnswer {
  readonly errors?: unknown;
  readonly log?: readonly { readonly id: string; readonly valid: boolean }[];
}

describe('a credential of a server that was just started with the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-conformance-'));
  const env = { RUNGS_DATA_DIR: folder, PORT: '0', RUNGS_LOG_LEVEL: 'silent' };
  let server: Started;
  let text: string;
  let path: string;

  beforeAll(async () => {
    const lines: string[] = [];
    server = await start({ out: (line) => lines.push(line), env });
    path = /\/c\/[0-9a-f-]{36}/.exec(lines.find((line) => line.includes('its page')) ?? '')?.[0] ?? '';
    expect(lines.at(-1)).toBe(`listening on ${server.url}`);
    const response = await fetch(`${server.url}${path}`, { headers: { accept: 'application/json' } });
    text = await response.text();
    expect(altered(text)).not.toBe(text);
  }, 180_000);

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is accepted by @digitalbazaar/vc, and refused with one letter changed', async () => {
    expect(await peerAccepts(text, 'eddsa-rdfc-2022', new Date())).toBe(true);
    expect(await peerAccepts(altered(text), 'eddsa-rdfc-2022', new Date())).toBe(false);
  });

  it('is accepted by @digitalcredentials/verifier-core, and refused with one letter changed', async () => {
    const ask = async (document: string): Promise<PeerAnswer> => {
      const credential = JSON.parse(document) as Record<string, unknown>;
      // The list is on this machine, which that peer may not reach; its status is asked below, by ours.
      const input = { credential, knownDIDRegistries: [] };
      return (await verifyCredential(
        input as unknown as Parameters<typeof verifyCredential>[0],
      )) as PeerAnswer;
    };
    const own = fetch;
    // It asks for schemas over the network; here only this server answers.
    vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
      const url = input instanceof Request ? input.url : String(input);
      return url.startsWith(server.url) ? own(input, init) : Promise.resolve(new Response('{}'));
    });
    try {
      const answer = await ask(text);
      expect(answer.log).toContainEqual(expect.objectContaining({ id: 'valid_signature', valid: true }));
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(await ask(altered(text)))).toContain('invalid_signature');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is valid for us, and with one letter changed it is not', async () => {
    const options = { now: new Date(), fetch, policy: { allowedOrigins: [server.url] } };
    expect((await verify(text, options)).outcome).toBe('valid');
    const report = await verify(altered(text), options);
    expect(report.outcome).toBe('invalid');
    expect(report.checks.find((check) => check.id === 'proof')?.code).toBe('proof-invalid');
    expect(report.credential).toBeUndefined();
  });

  it('is still valid for the server after a restart on another port', async () => {
    const before = server.url;
    await server.close();
    server = await start({ out: () => undefined, env });
    expect(server.url).not.toBe(before);
    const response = await fetch(`${server.url}/api/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vc' },
      body: text,
    });
    const { verdict } = (await response.json()) as { verdict: { word: string; issuerRecognised: boolean } };
    expect(verdict).toMatchObject({ word: 'valid', issuerRecognised: true });
  });
});
