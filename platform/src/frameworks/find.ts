import type { Page, PageRequest } from '#kernel';
import type { Tx } from '#store';
import type { Competency, CompetencyRef, Framework } from './model.ts';
import { loadCompetencies, loadFrameworks, loadMatches } from './store.ts';

/** Finds one competency by its code; null when there is none. Without a version the last imported one counts. */
export async function findCompetency(tx: Tx, ref: CompetencyRef): Promise<Competency | null> {
  return (await loadCompetencies(tx, [ref]))[0] ?? null;
}

/** Finds many competencies in one statement; references to nothing are left out, doubles come once. */
export function findCompetencies(tx: Tx, input: { refs: readonly CompetencyRef[] }): Promise<Competency[]> {
  return loadCompetencies(tx, input.refs);
}

/**
 * Searches names, other names and descriptions by words, best match first. The words are what people type:
 * `"exact phrase"`, `or`, `-without`. No words list everything. Errors: competency_cursor_invalid.
 */
export function searchCompetencies(
  tx: Tx,
  input: { words: string; framework?: string | undefined; version?: string | undefined } & PageRequest,
): Promise<Page<Competency>> {
  return loadMatches(tx, input);
}

/** Lists the framework versions of this instance, in the order of their import. Errors: competency_cursor_invalid. */
export function listFrameworks(tx: Tx, input: PageRequest): Promise<Page<Framework>> {
  return loadFrameworks(tx, input);
}
