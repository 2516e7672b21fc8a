import type { JsonValue } from '../json/index.ts';

/** Thrown inside this folder when a context or document uses what the compiler does not cover. */
export class NotCovered extends Error {}

/** How the values of a term are read. */
export type Coercion = 'literal' | 'id' | 'vocab' | 'other';

/** What one term of a context means, ready for N-Quads. */
export interface Term {
  /** The IRI or keyword; null where the term is switched off. */
  readonly iri: string | null;
  /** ` <iri> `, or empty where the term cannot be a predicate. */
  readonly predicate: string;
  readonly coercion: Coercion;
  /** The datatype of literals, or undefined. */
  readonly datatype: string | undefined;
  /** What follows the text of a string literal: a quote, and the datatype where there is one. */
  readonly suffix: string;
  readonly container: 'none' | 'list' | 'graph' | 'other';
  readonly isPrefix: boolean;
  readonly isProtected: boolean;
  /** The context inside the term, not yet compiled; undefined where there is none. */
  readonly scoped: JsonValue | undefined;
  /** What has to be equal for a protected term to be defined again. */
  readonly identity: string;
}

/** The terms that hold at one place of a document (JSON-LD 1.1 API, section 4.1), with what was derived. */
export interface ActiveContext {
  readonly terms: ReadonlyMap<string, Term>;
  readonly vocab: string | undefined;
  /** What holds again inside a node object, where this context came from a type. */
  readonly previous: ActiveContext | undefined;
  readonly hasProtected: boolean;
  /** Names that mean `@id` and `@type` here. */
  readonly idNames: readonly string[];
  readonly typeNames: readonly string[];
  /** IRIs that several names mean here, so that one node could say a thing twice. */
  readonly synonyms: ReadonlySet<string>;
  /** Contexts derived from this one, by the term, the types or the list that they came from. */
  readonly derived: Map<unknown, ActiveContext>;
  /** Contexts inside nodes of which one type has a context, by that type. */
  readonly ofType: Map<string, ActiveContext>;
}

const KEYWORD_TERM: Omit<Term, 'iri'> = {
  predicate: '',
  coercion: 'other',
  datatype: undefined,
  suffix: '',
  container: 'none',
  isPrefix: false,
  isProtected: false,
  scoped: undefined,
  identity: '',
};

/** Keywords that a document may use as they are. */
export const KEYWORD_TERMS: ReadonlyMap<string, Term> = new Map(
  ['@id', '@type'].map((iri) => [iri, { ...KEYWORD_TERM, iri }]),
);

/** A term that is not defined at a place: its strings are plain. */
export const UNDEFINED_TERM: Term = { ...KEYWORD_TERM, iri: null, coercion: 'literal', suffix: '"' };

/** Builds an active context from its terms. */
export function activeContext(
  terms: ReadonlyMap<string, Term>,
  vocab: string | undefined,
  previous: ActiveContext | undefined,
): ActiveContext {
  const namesOf = (keyword: string): string[] => {
    const names = [...terms].filter(([, term]) => term.iri === keyword).map(([name]) => name);
    return names.includes(keyword) ? names : [keyword, ...names];
  };
  return {
    terms,
    vocab,
    previous,
    hasProtected: [...terms.values()].some((term) => term.isProtected),
    idNames: namesOf('@id'),
    typeNames: namesOf('@type'),
    synonyms: synonymsIn(terms),
    derived: new Map(),
    ofType: new Map(),
  };
}

function synonymsIn(terms: ReadonlyMap<string, Term>): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { iri } of terms.values()) {
    if (iri === null || iri.startsWith('@')) continue;
    if (seen.has(iri)) twice.add(iri);
    seen.add(iri);
  }
  return twice;
}

/** The context before any is read. */
export const EMPTY_CONTEXT: ActiveContext = activeContext(new Map(), undefined, undefined);

/** Most contexts that are derived from one and kept. */
const MAX_DERIVED = 256;

/** Keeps a derived context while there is room. */
export function keepDerived<K>(
  derived: Map<K, ActiveContext>,
  key: K,
  context: ActiveContext,
): ActiveContext {
  if (derived.size < MAX_DERIVED) derived.set(key, context);
  return context;
}

/** What jsonld takes for an absolute IRI, without blank nodes and without characters that N-Quads escape. */
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u0020<>"{}|^`\\]*$/;

/** Whether a text is an IRI that can be written as it is. */
export function isAbsolute(text: string): boolean {
  return ABSOLUTE.test(text);
}
