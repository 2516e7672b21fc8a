import { readFileSync } from 'node:fs';
import { pino, type Logger } from 'pino';
import {
  demoPeople,
  demoState,
  errorCatalogue,
  loadDemo,
  openApp,
  publicFolder,
  readSettings,
  setDemoState,
  walk,
  type Running,
  type Settings,
} from '#app';
import { createHttp, listen, type Doors, type Listener } from '#http';
import { createSetupToken, needsSetup } from '#parties';
import { asInstance, deliveryState } from '#store';
import { printStep } from './walk-lines.ts';

/** What a start prints to, and where its settings come from. */
export interface StartIo {
  readonly out: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A server that runs until it is closed. */
export interface Started {
  readonly url: string;
  readonly close: () => Promise<void>;
  /** Settles when the database ended by itself. */
  readonly lost: Promise<string>;
}

/** The version in `package.json`. */
export const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Starts the server: database, doors, demo or set-up link; its last line says where it listens. */
export async function start(io: StartIo): Promise<Started> {
  const settings = readSettings(io.env);
  const began = performance.now();
  let door: Listener | undefined;
  let tellLost: (detail: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => {
    tellLost = resolve;
  });
  const logger = pino({ level: settings.logLevel, base: null }, pino.destination(2));
  try {
    const running = await openApp(settings, {
      listen: async () => {
        door = await listen({ port: settings.port });
        return door.url;
      },
      onStep: io.out,
      onLost: tellLost,
      onJobError: (task, error) => {
        logger.error({ task, error: String(error) }, 'job failed');
      },
    });
    const opened = door as unknown as Listener;
    const close = async (): Promise<void> => {
      await opened.close();
      await running.close();
    };
    try {
      await open(io, settings, running, opened, logger);
      io.out(`ready in ${((performance.now() - began) / 1000).toFixed(1)} s: ${running.database}`);
      io.out(`listening on ${opened.url}`);
      return { url: opened.url, close, lost };
    } catch (error) {
      await running.close();
      throw error;
    }
  } catch (error) {
    await door?.close(0);
    throw error;
  }
}

async function open(
  io: StartIo,
  settings: Settings,
  running: Running,
  door: Listener,
  logger: Logger,
): Promise<void> {
  const { ctx } = running;
  const isEmpty = await asInstance(ctx.db, needsSetup);
  const state = await demoState(ctx);
  const isDemo = state !== 'none' || (isEmpty && settings.isDemo);
  const doors: Doors = {
    ctx,
    identity: running.identity,
    errorCatalogue,
    deliveryState: () => deliveryState(ctx.db),
    startedAt: ctx.clock(),
    version,
    logger,
    isDemo,
    demoPeople: isDemo ? demoPeople : [],
    publicDir: publicFolder,
    isBehindProxy: settings.isBehindProxy,
    hasOpenSignUp: settings.hasOpenSignUp,
    hasOpenOrganisations: settings.hasOpenOrganisations,
    sendsMail: settings.mail !== null,
    metricsToken: settings.metricsToken ?? undefined,
  };
  if (isDemo && state !== 'loaded') await fill(io, running, doors);
  const http = createHttp(doors);
  door.answerWith((request, env) => http.fetch(request, env));
  if (isEmpty && !isDemo) await printSetupLink(io, running, door.url);
}

/** Loads the demo through a door of its own that nobody else can reach, without its limits and log lines. */
async function fill(io: StartIo, running: Running, doors: Doors): Promise<void> {
  const endless = Number.MAX_SAFE_INTEGER;
  const http = createHttp({
    ...doors,
    logger: pino({ level: 'silent' }),
    limits: { key: endless, person: endless, address: endless, signIn: endless },
  });
  const demo = {
    ctx: running.ctx,
    identity: running.identity,
    call: async (request: Request) => await http.fetch(request),
    onStep: (line: string) => {
      io.out(`demo: ${line}`);
    },
  };
  await setDemoState(running.ctx, 'begun');
  const loaded = await loadDemo(demo);
  io.out('');
  io.out('One credential walks the whole way (fictional person, synthetic evidence):');
  const result = await walk(demo, loaded, printStep(io.out));
  io.out(`  its page: ${running.ctx.publicUrl}/c/${result.credentialId.replace('urn:uuid:', '')}`);
  io.out('');
  await setDemoState(running.ctx, 'loaded');
}

async function printSetupLink(io: StartIo, running: Running, url: string): Promise<void> {
  const { ctx } = running;
  const doing = { now: ctx.clock(), random: ctx.random, actor: 'system' };
  const { token } = await asInstance(ctx.db, (tx) => createSetupToken(tx, doing));
  io.out('This instance is empty. Whoever opens this link within a day becomes its first administrator:');
  io.out(`${url}/setup#${token}`);
}
