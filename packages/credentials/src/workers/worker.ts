import { parentPort } from 'node:worker_threads';
import type { FetchLike } from '../fetch.ts';
import { verify } from '../verify.ts';
import type { FetchAnswer, FromWorker, ToWorker } from './messages.ts';

/** The thread of a pool: verifies what it is sent, and asks the pool to fetch. */

const port = parentPort;
if (port === null) throw new Error('this file is the thread of a pool');
const waiting = new Map<number, (answer: FetchAnswer) => void>();
let requests = 0;

const tell = (message: FromWorker): void => port.postMessage(message);

const fetchThroughPool: FetchLike = (url, init) =>
  new Promise((resolve, reject) => {
    const id = requests++;
    waiting.set(id, (answer) => {
      waiting.delete(id);
      if (answer === undefined) return reject(new Error('nobody answered'));
      const { status, headers, body } = answer;
      const hasBody = status !== 204 && status !== 304;
      resolve(new Response(hasBody ? new Uint8Array(body) : null, { status, headers }));
    });
    init?.signal?.addEventListener('abort', () => waiting.get(id)?.(undefined));
    tell({ kind: 'fetch', id, url, headers: init?.headers ?? {}, redirect: init?.redirect ?? 'manual' });
  });

port.on('message', (message: ToWorker) => {
  if (message.kind === 'fetched') waiting.get(message.id)?.(message.answer);
  else void verifyAll(message);
});

async function verifyAll({ inputs, now, policy }: Extract<ToWorker, { kind: 'verify' }>): Promise<void> {
  const reports: unknown[] = [];
  for (const input of inputs) {
    const report = await verify(input, { now: new Date(now), fetch: fetchThroughPool, policy });
    // A document that is the input itself is read again by whoever looks at it, which is less than to send it.
    const isInput = typeof input === 'string' && input.startsWith('{') && report.securing !== 'jwt';
    reports.push(isInput && report.credential !== undefined ? { ...report, credential: true } : report);
  }
  tell({ kind: 'reports', json: JSON.stringify(reports) });
}
