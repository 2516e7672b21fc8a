import { toHex } from '@rungs/credentials/bytes';
import { hashSync } from '@rungs/credentials/platform';
import { fileInvalid } from './errors.ts';
import type { ParsedCompetency } from './model.ts';

/**
 * Checks what one import brings, as a whole: something is there, codes are unique, every parent exists,
 * and nothing is its own ancestor. Throws framework_file_invalid at the first place that is wrong.
 */
export function checkCompetencies(found: readonly ParsedCompetency[], file: string): void {
  if (found.length === 0) throw fileInvalid('empty', `${file} has a header and no rows.`, { file, line: 1 });
  const byCode = new Map<string, ParsedCompetency>();
  for (const one of found) {
    const earlier = byCode.get(one.code);
    if (earlier !== undefined)
      throw fileInvalid(
        'duplicate',
        `${one.place.file}, line ${String(one.place.line)}: the code "${one.code}" stands at ${earlier.place.file}, line ${String(earlier.place.line)} already.`,
        one.place,
      );
    byCode.set(one.code, one);
  }
  for (const one of found)
    for (const parent of one.parents)
      if (!byCode.has(parent.code))
        throw fileInvalid(
          'parent_unknown',
          `${parent.place.file}, line ${String(parent.place.line)}: "${one.code}" names the parent "${parent.code}", which is in none of the files.`,
          parent.place,
        );
  const looped = findLoop(byCode);
  if (looped !== null)
    throw fileInvalid('parent_cycle', `"${looped.code}" is an ancestor of itself.`, looped.place);
}

/** Finds an entry that is its own ancestor, or null. Takes away parents without parents until none is left. */
function findLoop(byCode: ReadonlyMap<string, ParsedCompetency>): ParsedCompetency | null {
  const open = new Map<string, number>();
  const children = new Map<string, string[]>();
  for (const one of byCode.values()) {
    const parents = new Set(one.parents.map((p) => p.code));
    open.set(one.code, parents.size);
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), one.code]);
  }
  const free = [...open].filter(([, n]) => n === 0).map(([code]) => code);
  for (let code = free.pop(); code !== undefined; code = free.pop()) {
    open.delete(code);
    for (const child of children.get(code) ?? []) {
      const left = (open.get(child) ?? 0) - 1;
      open.set(child, left);
      if (left === 0) free.push(child);
    }
  }
  const first = [...open.keys()].sort()[0];
  return first === undefined ? null : (byCode.get(first) ?? null);
}

/** The digest of an import's content, in hexadecimal: the order of rows and the places do not matter. */
export function contentDigest(found: readonly ParsedCompetency[]): string {
  const lines = found
    .map((c) =>
      JSON.stringify([
        c.code,
        c.name,
        c.description,
        c.otherNames,
        c.kind,
        c.url,
        c.parents.map((p) => p.code),
      ]),
    )
    .sort();
  return toHex(hashSync('sha256', lines.join('\n')));
}
