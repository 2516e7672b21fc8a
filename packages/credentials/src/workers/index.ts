import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { concat } from '../bytes/index.ts';
import type { FetchLike } from '../fetch.ts';
import { readJson } from '../json/index.ts';
import { DEFAULT_LIMITS, type VerificationPolicy } from '../policy.ts';
import type { VerificationReport } from '../report.ts';
import { verify } from '../verify.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** How a pool is made. */
export interface PoolOptions {
  /** Threads; without it as many as there are processors. */
  size?: number;
  /** The module that a thread starts with, where that is not the one of this package: it has to import that one. */
  entry?: string | URL;
}

/** What every document of one call is judged by. */
export interface BulkOptions {
  now: Date;
  /** Called in this thread on behalf of the others; see `verify`. */
  fetch?: FetchLike;
  policy?: VerificationPolicy;
}

/** Threads that verify documents. Close it when it is not needed any more. Node only. */
export interface VerifierPool {
  /**
   * Verifies documents in all threads and gives their reports in the order of the documents. Takes no more
   * documents than the threads can have at hand. A thread that ends before its time is replaced, and its documents
   * are tried again one by one; one that ends a thread again is reported as `malformed`.
   */
  verifyAll(
    inputs: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
    options: BulkOptions,
  ): AsyncGenerator<VerificationReport>;
  close(): Promise<void>;
}

type Input = string | Uint8Array;

/** Documents that go to a thread together, so that the way there is short for each. */
const CHUNK = 32;
/** Chunks that each thread may have at hand. */
const AHEAD = 2;

interface Job {
  inputs: Input[];
  options: BulkOptions;
  done: (json: string | undefined) => void;
}

/** Gives a chunk to a thread; undefined where the thread ended before it answered. */
type Submit = (inputs: Input[], options: BulkOptions) => Promise<string | undefined>;

interface Sent {
  chunk: Input[];
  json: Promise<string | undefined>;
}

interface Thread {
  worker: Worker;
  job: Job | undefined;
}

/** Starts a pool of threads. */
export function createVerifierPool(options: PoolOptions = {}): VerifierPool {
  const size = options.size ?? availableParallelism();
  if (!Number.isInteger(size) || size < 1) throw new RangeError('a pool has one thread or more');
  const threads = new Set<Thread>();
  const queue: Job[] = [];
  let isClosed = false;
  const start = (): void => {
    const thread: Thread = { worker: newWorker(options.entry), job: undefined };
    threads.add(thread);
    thread.worker.on('message', (message: FromWorker) => {
      if (message.kind === 'fetch') return void answer(thread, message);
      const { job } = thread;
      thread.job = undefined;
      next(thread);
      job?.done(message.json);
    });
    thread.worker.on('error', () => undefined);
    thread.worker.on('exit', () => {
      threads.delete(thread);
      thread.job?.done(undefined);
      if (isClosed) queue.splice(0).forEach((job) => job.done(undefined));
      else if (queue.length > 0) start();
    });
    next(thread);
  };
  const next = (thread: Thread): void => {
    const job = queue.shift();
    if (job === undefined) return;
    thread.job = job;
    const { now, policy = {} } = job.options;
    const message: ToWorker = { kind: 'verify', inputs: job.inputs, now: now.getTime(), policy };
    thread.worker.postMessage(message);
  };
  const submit: Submit = (inputs, bulk) =>
    new Promise((done) => {
      if (isClosed) return done(undefined);
      queue.push({ inputs, options: bulk, done });
      const idle = [...threads].find((thread) => thread.job === undefined);
      if (idle !== undefined) next(idle);
      else if (threads.size < size) start();
    });
  return {
    verifyAll: (inputs, bulk) => inOrder(inputs, bulk, size * AHEAD, submit),
    close: async () => {
      isClosed = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function newWorker(entry: string | URL = new URL('./worker.js', import.meta.url)): Worker {
  return new Worker(entry instanceof URL ? fileURLToPath(entry) : entry);
}

/** Keeps as many chunks on their way as are allowed, and gives the reports of the oldest first. */
async function* inOrder(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: BulkOptions,
  ahead: number,
  submit: Submit,
): AsyncGenerator<VerificationReport> {
  const onTheirWay: Sent[] = [];
  let chunk: Input[] = [];
  const send = (): void => {
    onTheirWay.push({ chunk, json: submit(chunk, options) });
    chunk = [];
  };
  for await (const input of inputs) {
    chunk.push(input);
    if (chunk.length < CHUNK) continue;
    send();
    if (onTheirWay.length >= ahead) yield* reportsOf(onTheirWay.shift(), options, submit);
  }
  if (chunk.length > 0) send();
  for (let first = onTheirWay.shift(); first !== undefined; first = onTheirWay.shift())
    yield* reportsOf(first, options, submit);
}

async function* reportsOf(
  sent: Sent | undefined,
  options: BulkOptions,
  submit: Submit,
): AsyncGenerator<VerificationReport> {
  if (sent === undefined) return;
  const json = await sent.json;
  if (json === undefined) {
    // An empty text has the report of a document that cannot be read.
    if (sent.chunk.length === 1) yield await verify('', options);
    else for (const input of sent.chunk) yield* reportsOf(alone(input, options, submit), options, submit);
    return;
  }
  const reports = JSON.parse(json) as VerificationReport[];
  for (const [index, report] of reports.entries()) {
    if (report.credential === true) addDocument(report, sent.chunk[index] as string);
    yield report;
  }
}

function alone(input: Input, options: BulkOptions, submit: Submit): Sent {
  return { chunk: [input], json: submit([input], options) };
}

/** The document of a report, read when somebody asks for it. */
function addDocument(report: VerificationReport, text: string): void {
  let document: unknown;
  Object.defineProperty(report, 'credential', {
    get: () => (document ??= readJson(text, { jsonBytes: text.length * 3, depth: 1_000 }).value),
    enumerable: true,
    configurable: true,
  });
}

async function answer(
  thread: Thread,
  { id, url, headers, redirect }: Extract<FromWorker, { kind: 'fetch' }>,
): Promise<void> {
  const request = thread.job?.options.fetch;
  const reply = (message: ToWorker): void => thread.worker.postMessage(message);
  try {
    if (request === undefined) throw new Error('no way out was handed in');
    const response = await request(url, { headers, redirect: redirect as 'manual' });
    const maxBytes = thread.job?.options.policy?.limits?.fetchBytes ?? DEFAULT_LIMITS.fetchBytes;
    const body = await beginningOf(response, maxBytes + 1);
    reply({ kind: 'fetched', id, answer: { status: response.status, headers: [...response.headers], body } });
  } catch {
    reply({ kind: 'fetched', id, answer: undefined });
  }
}

/** No more of a body than is needed to see that it is too long. */
async function beginningOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    parts.push(part.value);
    length += parts.at(-1)?.length ?? 0;
    if (length < maxBytes) continue;
    await reader?.cancel();
    break;
  }
  return concat(...parts);
}
