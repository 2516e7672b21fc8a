import { pino } from 'pino';
import { errorCatalogue } from '../../platform/src/app/index.ts';
import { createHttp, listen } from '../../platform/src/http/index.ts';
import { deliveryState, type AppContext, type Store } from '../../platform/src/store/index.ts';

/** Serves the API on a port of its own choice, for callers with an API key; nobody signs in. */
export async function serve(
  store: Store,
  app: AppContext,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const refuse = (): Promise<never> => Promise.reject(new Error('nobody signs in here'));
  const http = createHttp({
    ctx: app,
    identity: {
      handler: refuse,
      sessionOf: () => Promise.resolve(null),
      createUser: refuse,
      checkPassword: refuse,
      close: () => Promise.resolve(),
    } as never,
    errorCatalogue,
    deliveryState: () => deliveryState(store.db),
    startedAt: app.clock(),
    version: '0.0.0-bench',
    logger: pino({ level: 'silent' }),
    isDemo: false,
    limits: { key: 1e9, person: 1e9, address: 1e9, signIn: 1e9 },
  });
  const listener = await listen({ port: 0 });
  listener.answerWith((request, env) => http.fetch(request, env));
  return { url: listener.url, close: () => listener.close(100) };
}
