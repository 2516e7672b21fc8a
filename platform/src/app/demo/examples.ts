import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { examplesFolder } from '../places.ts';

/** Reads a file below `examples/`. */
export function readExample(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(examplesFolder, path)));
}

function json<T>(path: string): T {
  return JSON.parse(Buffer.from(readExample(path)).toString('utf8')) as T;
}

/** A badge of the synthetic evidence; `draft` and `rubric` are request bodies as they stand. */
export interface ExampleBadge {
  readonly key: string;
  readonly draft: { readonly name: string };
  readonly rubric?: unknown;
}

/** A submission of the synthetic evidence with what an assessor finds. */
export interface ExampleSubmission {
  readonly person: string;
  readonly badge: string;
  readonly attempt: number;
  readonly submission: object;
  readonly judgement: object;
  readonly expected: 'mastered' | 'not_yet';
}

interface ExampleStack {
  readonly name: string;
  readonly description: string;
  readonly requirement: { readonly kind: 'all'; readonly of: readonly { readonly badge: string }[] };
  readonly awards: string;
}

/** The synthetic evidence of the data-science badges. */
export function readSynthetic(): {
  badges: readonly ExampleBadge[];
  people: readonly { readonly key: string; readonly name: string; readonly email: string }[];
  stack: ExampleStack;
  submissions: readonly ExampleSubmission[];
} {
  const folder = 'data-science-synthetic';
  return {
    ...json<{ badges: ExampleBadge[] }>(`${folder}/badges.json`),
    ...json<{ people: { key: string; name: string; email: string }[] }>(`${folder}/people.json`),
    ...json<{ stack: ExampleStack }>(`${folder}/stack.json`),
    ...json<{ submissions: ExampleSubmission[] }>(`${folder}/evidence.json`),
  };
}

/** What OULAD knows of one student in one module presentation; the score is empty where it cannot be told. */
export interface ModuleScore {
  readonly code_module: string;
  readonly code_presentation: string;
  readonly id_student: string;
  readonly score: string;
}

/** The weighted coursework scores of the OULAD extract. */
export function readModuleScores(): readonly ModuleScore[] {
  return parse(Buffer.from(readExample('oulad-2013/derived_module_score.csv')), {
    columns: true,
  }) as unknown as ModuleScore[];
}
