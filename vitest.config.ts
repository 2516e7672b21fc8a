import { env } from 'node:process';
import { defineConfig } from 'vitest/config';

const conditions = ['rungs-source', 'node'];
const isDeep = env['RUNGS_TEST_DEEP'] === '1';

/**
 * One run for every workspace. Rungs and packages are loaded from `src` through the `rungs-source`
 * condition; without `ssr.resolve` Vitest would test a stale `dist` without a word.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The global set-up is loaded by an environment of its own, which knows neither of the two above.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    include: ['{packages,platform,test,examples,web}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['platform/src/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files of one worker share what they import. What modules keep are caches, and no test asks for an empty one.
    isolate: false,
    // A deep run counts to the end, however slow the machine; a hang is for whoever watches it to see.
    testTimeout: isDeep ? 12 * 3_600_000 : 60_000,
    hookTimeout: 120_000,
  },
});
