import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const conditions = ['rungs-source', 'node'];

/** The ladder alone, without a database: what `npm run check` runs. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['test/ladder/**/*.test.ts'], testTimeout: 60_000 },
});
