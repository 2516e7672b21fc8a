import { createServer, type Server } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch, isPublicAddress, type GuardOptions } from '#net';
import { testCertificate } from '#testing';

const publicAddress = '93.184.216.34';
let server: Server;
let asked: { url: string; host: string; method: string; body: string; encoding: string }[] = [];
let answer: (response: ServerResponse) => void = (r) => r.end('hello');

beforeAll(async () => {
  server = createServer({ cert: testCertificate.cert, key: testCertificate.key }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({
        url: request.url ?? '',
        host: request.headers.host ?? '',
        method: request.method ?? '',
        body,
        encoding: String(request.headers['accept-encoding']),
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function fetchTo(
  addresses: readonly string[] | (() => readonly string[]),
  options: Partial<GuardOptions> = {},
): { fetch: ReturnType<typeof guardedFetch>; dialled: string[] } {
  asked = [];
  answer = (r) => r.end('hello');
  const dialled: string[] = [];
  const { port } = server.address() as AddressInfo;
  const fetch = guardedFetch({
    resolve: () => {
      const list = typeof addresses === 'function' ? addresses() : addresses;
      return Promise.resolve(list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    },
    test: {
      ca: testCertificate.cert,
      dial: (address) => {
        dialled.push(address);
        return { address: '127.0.0.1', port };
      },
    },
    ...options,
  });
  return { fetch, dialled };
}

describe('the way out', () => {
  it('asks a public host by its checked address and hands back the answer as it is', async () => {
    const { fetch, dialled } = fetchTo([publicAddress]);
    answer = (r) => {
      r.writeHead(404, { 'content-type': 'text/odd', 'x-list': ['a', 'b'] }).end('nothing here');
    };
    const response = await fetch('https://public.example/a?b=c', { headers: { accept: 'application/json' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/odd');
    expect(response.headers.get('x-list')).toBe('a, b');
    expect(await response.text()).toBe('nothing here');
    expect(dialled).toEqual([publicAddress]);
    expect(asked).toEqual([
      { url: '/a?b=c', host: 'public.example', method: 'GET', body: '', encoding: 'identity' },
    ]);
  });

  it('sends a body where the caller posts one', async () => {
    const { fetch } = fetchTo([publicAddress]);
    await fetch('https://public.example:8443/hook', { method: 'POST', body: '{"a":1}' });
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"a":1}', host: 'public.example:8443' });
  });

  it.each([
    'http://public.example/',
    'ftp://public.example/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'https://public.example:22/',
    'https://public.example:3000/',
    'https://user@public.example/',
    'https://user:secret@public.example/',
    'public.example',
    '',
    `https://public.example/${'a'.repeat(3_000)}`,
  ])('refuses %s without asking anybody', async (url) => {
    const { fetch } = fetchTo([publicAddress]);
    await expect(fetch(url)).rejects.toMatchObject({ code: 'fetch_blocked' });
    expect(asked).toEqual([]);
  });

  it('does not repeat a secret of the URL in its refusal', async () => {
    const { fetch } = fetchTo([publicAddress]);
    await expect(fetch('https://user:hunter2@public.example/')).rejects.not.toThrow('hunter2');
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:db8::1]/',
  ])('refuses the address %s', async (url) => {
    const { fetch, dialled } = fetchTo([publicAddress]);
    await expect(fetch(url)).rejects.toMatchObject({ code: 'fetch_blocked' });
    expect(dialled).toEqual([]);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '100.100.1.1',
    '::1',
    '::ffff:10.0.0.1',
    'fc00::1',
    'nonsense',
  ])('refuses a name that resolves to %s, also beside a public address', async (address) => {
    for (const addresses of [[address], [publicAddress, address]]) {
      const { fetch, dialled } = fetchTo(addresses);
      await expect(fetch('https://public.example/')).rejects.toMatchObject({ code: 'fetch_blocked' });
      expect(dialled).toEqual([]);
    }
  });

  it('resolves a name once, so that a second answer of the resolver cannot lead it inside', async () => {
    let times = 0;
    const { fetch, dialled } = fetchTo(() => (times++ === 0 ? [publicAddress] : ['127.0.0.1']));
    expect(await (await fetch('https://public.example/')).text()).toBe('hello');
    expect(times).toBe(1);
    expect(dialled).toEqual([publicAddress]);
  });

  it('asks a public address that is written in the URL', async () => {
    const { fetch } = fetchTo([]);
    expect(await (await fetch(`https://${publicAddress}/x`)).text()).toBe('hello');
  });

  it('holds the certificate against the name', async () => {
    const { fetch } = fetchTo([publicAddress]);
    await expect(fetch('https://not-in-the-certificate.example/')).rejects.toMatchObject({
      code: 'fetch_failed',
    });
    expect(asked).toEqual([]);
  });

  it('leaves a redirect to the caller, whatever the caller asks for', async () => {
    const { fetch } = fetchTo([publicAddress]);
    answer = (r) => {
      r.writeHead(302, { location: 'https://127.0.0.1/' }).end();
    };
    const response = await fetch('https://public.example/', { redirect: 'follow' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://127.0.0.1/']);
    expect(asked).toHaveLength(1);
  });

  it('stops at its limit of bytes, announced or not', async () => {
    const { fetch } = fetchTo([publicAddress], { maxBytes: 1_000 });
    answer = (r) => r.end('x'.repeat(1_000));
    expect((await (await fetch('https://public.example/')).text()).length).toBe(1_000);
    answer = (r) => r.end('x'.repeat(1_001));
    await expect(fetch('https://public.example/')).rejects.toMatchObject({ code: 'fetch_too_large' });
    answer = (r) => {
      const flood = setInterval(() => r.write('x'.repeat(300)), 1);
      r.on('close', () => {
        clearInterval(flood);
      });
    };
    await expect(fetch('https://public.example/')).rejects.toMatchObject({ code: 'fetch_too_large' });
  });

  it('refuses an answer that is compressed', async () => {
    const { fetch } = fetchTo([publicAddress]);
    answer = (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    await expect(fetch('https://public.example/')).rejects.toMatchObject({ code: 'fetch_failed' });
  });

  it('gives up in time when the resolver, the host or the body is slow', async () => {
    const slow: [Partial<GuardOptions>, typeof answer][] = [
      [{ resolve: () => new Promise(() => undefined) }, (r) => r.end()],
      [{}, () => undefined],
      [{}, (r) => void r.write('x')],
    ];
    for (const [options, how] of slow) {
      const { fetch } = fetchTo([publicAddress], { timeoutMs: 150, ...options });
      answer = how;
      await expect(fetch('https://public.example/')).rejects.toThrow('no answer in time');
    }
  });

  it('stops when the caller loses patience', async () => {
    const { fetch } = fetchTo([publicAddress]);
    answer = () => undefined;
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    await expect(fetch('https://public.example/', { signal: controller.signal })).rejects.toMatchObject({
      code: 'fetch_failed',
    });
  });

  it('reports a host that is not there as failed, not as blocked', async () => {
    const fetch = guardedFetch({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(fetch('https://gone.example/')).rejects.toMatchObject({ code: 'fetch_failed' });
  });
});

describe('a public address', () => {
  it('is none that the registry keeps for something else', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00::1'])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      '192.0.0.8',
      '198.18.0.1',
      '203.0.113.9',
      '240.0.0.1',
      '2001::1',
      'ff02::1',
      '',
      'a',
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });
});
