// What is inside the engine, as it is shipped: a bench of the source would time what the runner adds to it.
import type * as Contexts from '../../packages/credentials/src/contexts/index.ts';
import type * as Json from '../../packages/credentials/src/json/index.ts';
import type * as Rdf from '../../packages/credentials/src/rdf/index.ts';
import type * as Oracle from '../../packages/credentials/src/rdf/oracle.ts';

const inside = async (path: string): Promise<unknown> =>
  await import(new URL(`../../packages/credentials/dist/${path}`, import.meta.url).href);

export const { contextRegistry } = (await inside('contexts/index.js')) as typeof Contexts;
export const { copyJson, readJson, sharedParts } = (await inside('json/index.js')) as typeof Json;
export const { canonicalByCompiler } = (await inside('rdf/index.js')) as typeof Rdf;
export const { canonicalByJsonld } = (await inside('rdf/oracle.js')) as typeof Oracle;
