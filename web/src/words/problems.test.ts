import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { words } from './en/problems.ts';

const page = readFileSync(new URL('../../../docs/reference/errors.md', import.meta.url), 'utf8');
const catalogue = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code ?? '');

/** What no screen asks for: how a server starts, what only programs send, and what has no screen yet. */
const unmet = [
  /^(database_version|database_login|migration|embedded|data_folder|settings|public_address|port|encryption_key)_/,
  /^(key_unwrap_failed|key_encryption_key_unfit|log_)/,
  /_cursor_invalid$/,
  /^(api_key_invalid|access_token_invalid|json_malformed|media_type_unsupported|route_unknown)$/,
  /^(method_not_allowed|idempotency_key_invalid)$/,
  /^(framework_|issuer_key_unknown|issuer_key_revoked|operator_exists|operator_unknown|stack_|trusted_issuer_)/,
];

it('every refusal that a screen can meet has words', () => {
  expect(catalogue.length).toBeGreaterThan(100);
  const met = catalogue.filter((code) => !unmet.some((pattern) => pattern.test(code)));
  expect(met.filter((code) => !(code in words))).toEqual([]);
});

it('and no words are left of a refusal that is gone', () => {
  // The first never reaches the server, the second stands for an answer without a code.
  const own = new Set(['network_unreachable', 'unknown', ...catalogue]);
  expect(Object.keys(words).filter((code) => !own.has(code))).toEqual([]);
});
