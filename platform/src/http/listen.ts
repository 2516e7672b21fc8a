import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { errors } from './errors.ts';

/** A server that listens; what it answers may be exchanged while it runs. */
export interface Listener {
  /** The address for a browser on this machine. */
  readonly url: string;
  /** Takes over all requests that come from now on. */
  readonly answerWith: (fetch: (request: Request, env: unknown) => Response | Promise<Response>) => void;
  /** Takes no new connections, lets answers in hand finish, and cuts what is left after `graceMs`. */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * Listens on a port (0 picks a free one) and answers 503 until it is told what to answer with.
 * Errors: port_unavailable.
 */
export async function listen(input: { readonly port: number }): Promise<Listener> {
  let answer: (request: Request, env: unknown) => Response | Promise<Response> = () =>
    new Response('Rungs is starting.\n', { status: 503, headers: { 'Retry-After': '2' } });
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error) => {
      reject(
        errors.fail('port_unavailable', `Port ${String(input.port)}: ${error.message}`, {}, { cause: error }),
      );
    });
    server.listen(input.port, () => {
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}`,
    answerWith: (fetch) => {
      answer = fetch;
    },
    close: (graceMs = 5_000) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}
