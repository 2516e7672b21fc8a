import type { ContextRegistry } from '../contexts/index.ts';
import type { JsonObject, JsonValue } from '../json/index.ts';
import {
  KEYWORD_TERMS,
  NotCovered,
  UNDEFINED_TERM,
  type ActiveContext,
  type Term,
} from './active-context.ts';
import { closedPart, quadsOf, type ClosedPart, type PlacedPart } from './closed-part.ts';
import { compileList, withList, withProperty, withTypes } from './compile-context.ts';
import { escapeLiteral, type Dataset, type Quad } from './dataset.ts';
import { expandId, expandType } from './expand.ts';
import { booleanLiteral, languageLiteral, numberLiteral } from './literal.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const TYPE = ` <${RDF}type> `;
const FIRST = ` <${RDF}first> `;
const REST = ` <${RDF}rest> `;
const NIL = `<${RDF}nil>`;

/** A document while its statements are being collected. */
interface Walk {
  readonly registry: ContextRegistry;
  readonly quads: Quad[];
  maxQuads: number;
  blanks: number;
  /** Ids of the nodes that were written. */
  readonly ids: Set<string>;
  /** Whether the same statement may have been written twice. */
  mayRepeat: boolean;
  /** Whether any statement is in a named graph. */
  hasGraphs: boolean;
  /** Parts whose statements are known; undefined where none is to be looked for. */
  readonly parts: PlacedPart[] | undefined;
}

/** A resource: `<iri>`, or the number of a blank node. */
type Resource = string | number;

/** Thrown for a document with more statements than its limit. */
export class TooManyQuads extends Error {}

/** The statements of a document, without those of the closed parts in it, and what may be the matter with them. */
export interface Statements extends Dataset {
  readonly parts: readonly PlacedPart[];
  /** Whether the same statement may be there twice. */
  readonly mayRepeat: boolean;
  /** Whether any statement is in a named graph. */
  readonly hasGraphs: boolean;
}

/**
 * The statements of a document by its compiled contexts: JSON-LD expansion and conversion to RDF in one walk.
 * Undefined where the document uses anything that the compiler does not cover, an undefined term included;
 * throws `TooManyQuads`.
 */
export function statementsOf(
  document: JsonObject,
  registry: ContextRegistry,
  maxQuads: number,
): Statements | undefined {
  const active = compileList(document['@context'] ?? null, registry);
  if (active === undefined) return undefined;
  const walk = { ...newWalk(registry, maxQuads), parts: [] };
  try {
    // A document that only names something says nothing; the oracle has the words for that.
    if (countMembers(document) < 2 && !('type' in document)) return undefined;
    writeNode(walk, document, active, -1);
  } catch (error) {
    if (error instanceof NotCovered) return undefined;
    throw error;
  }
  return walk;
}

function newWalk(registry: ContextRegistry, maxQuads: number): Walk {
  return {
    registry,
    quads: [],
    maxQuads,
    blanks: 0,
    ids: new Set(),
    mayRepeat: false,
    hasGraphs: false,
    parts: undefined,
  };
}

/** All statements of a document in one list. */
export function allStatements({ quads, blanks, parts }: Statements): Dataset {
  return { quads: parts.length === 0 ? quads : [...quads, ...parts.flatMap(quadsOf)], blanks };
}

/** How many members an object has besides its context, counted no further than two. */
function countMembers(element: JsonObject): 0 | 1 | 2 {
  let count: 0 | 1 | 2 = 0;
  for (const key in element) {
    if (key === '@context') continue;
    if (count === 1) return 2;
    count = 1;
  }
  return count;
}

function add(
  walk: Walk,
  subject: Resource,
  predicate: string,
  object: Resource,
  graph: number,
  isNative = false,
): void {
  if (walk.quads.length >= walk.maxQuads) throw new TooManyQuads();
  if (graph >= 0) walk.hasGraphs = true;
  const isBlankSubject = typeof subject === 'number';
  const isBlankObject = typeof object === 'number';
  walk.quads.push({
    s: isBlankSubject ? subject : -1,
    subject: isBlankSubject ? '' : subject,
    predicate,
    o: isBlankObject ? object : -1,
    object: isBlankObject ? '' : object,
    g: graph,
    graph: '',
    isNative,
  });
}

/** The value of the one member that has one of some names; refuses two. */
function single(element: JsonObject, names: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined;
  for (const name of names) {
    const value = element[name];
    if (value === undefined) continue;
    if (found !== undefined) throw new NotCovered();
    found = value;
  }
  return found;
}

/** Writes a node object whose own context is already in place, and returns what stands for it. */
function writeNode(walk: Walk, element: JsonObject, typeScoped: ActiveContext, graph: number): Resource {
  const stated = single(element, typeScoped.typeNames);
  const types = stated === undefined ? [] : Array.isArray(stated) ? stated : [stated];
  if (!areTexts(types)) throw new NotCovered();
  const active = withTypes(typeScoped, types, walk.registry);
  const id = single(element, active.idNames);
  if (id !== undefined && typeof id !== 'string') throw new NotCovered();
  const subject: Resource = id === undefined ? walk.blanks++ : `<${expandId(active, id)}>`;
  if (typeof subject === 'string') {
    if (walk.ids.has(subject)) walk.mayRepeat = true;
    walk.ids.add(subject);
  }
  const iris: string[] = [];
  for (const type of types) {
    const iri = expandType(typeScoped, type);
    if (iris.includes(iri)) walk.mayRepeat = true;
    iris.push(iri);
    add(walk, subject, TYPE, `<${iri}>`, graph);
  }
  let synonyms = 0;
  for (const key in element) {
    if (key === '@context') continue;
    const term = active.terms.get(key) ?? KEYWORD_TERMS.get(key);
    if (term === undefined || term.iri === null) throw new NotCovered();
    if (term.predicate === '') {
      if (term.iri !== '@id' && term.iri !== '@type') throw new NotCovered();
      continue;
    }
    if (active.synonyms.size > 0 && active.synonyms.has(term.iri) && ++synonyms > 1) walk.mayRepeat = true;
    writeProperty(walk, subject, active, key, term, element[key] as JsonValue, graph);
  }
  return subject;
}

function areTexts(values: readonly JsonValue[]): values is readonly string[] {
  for (const value of values) if (typeof value !== 'string') return false;
  return true;
}

function writeProperty(
  walk: Walk,
  subject: Resource,
  active: ActiveContext,
  key: string,
  term: Term,
  value: JsonValue,
  graph: number,
): void {
  if (term.container === 'other') throw new NotCovered();
  if (typeof value === 'string' && term.coercion === 'literal' && isSimple(term)) {
    add(walk, subject, term.predicate, `"${escapeLiteral(value)}${term.suffix}`, graph);
    return;
  }
  // Text is read by what the term means inside its own context; nodes by the context around it.
  const inside = term.scoped === undefined ? active : withProperty(active, term, walk.registry);
  const meaning = inside === active ? term : (inside.terms.get(key) ?? UNDEFINED_TERM);
  if (meaning.scoped !== term.scoped && meaning !== UNDEFINED_TERM) throw new NotCovered();
  const place: Place = { active, term, inside, meaning };
  if (term.container === 'list') {
    add(walk, subject, term.predicate, writeList(walk, place, value, graph), graph);
    return;
  }
  if (!Array.isArray(value)) {
    writeValue(walk, subject, place, value, graph);
    return;
  }
  if (value.length > 1 && mayRepeat(value, meaning)) walk.mayRepeat = true;
  for (const item of value) {
    if (Array.isArray(item)) throw new NotCovered();
    writeValue(walk, subject, place, item, graph);
  }
}

/** Whether a term is read in no other way than the context around it says. */
function isSimple({ container, scoped }: Term): boolean {
  return container === 'none' && scoped === undefined;
}

/** Whether two items of a list could be the same value: not if all are nodes of their own, or different texts. */
function mayRepeat(items: readonly JsonValue[], { coercion }: Term): boolean {
  if (items.every((item) => typeof item === 'string'))
    return coercion !== 'literal' || new Set(items).size !== items.length;
  return !items.every(
    (item) =>
      typeof item === 'object' && item !== null && !('@value' in item) && Object.keys(item).length > 1,
  );
}

/** Where a value stands. */
interface Place {
  /** The context of the node that has the property. */
  active: ActiveContext;
  term: Term;
  /** The context inside the property. */
  inside: ActiveContext;
  /** What the property means inside itself. */
  meaning: Term;
}

function writeValue(walk: Walk, subject: Resource, place: Place, value: JsonValue, graph: number): void {
  if (place.term.container === 'graph') {
    if (typeof value !== 'object' || value === null || '@value' in value) throw new NotCovered();
    const inner = walk.blanks++;
    add(walk, subject, place.term.predicate, inner, graph);
    if (countMembers(value as JsonObject) < 2) throw new NotCovered();
    objectOf(walk, place, value, inner);
    return;
  }
  // The object of a statement is written before the statement: order is of no consequence in a set.
  const isNative = typeof value === 'number' || typeof value === 'boolean';
  add(walk, subject, place.term.predicate, objectOf(walk, place, value, graph), graph, isNative);
}

function writeList(walk: Walk, place: Place, value: JsonValue, graph: number): Resource {
  const items = Array.isArray(value) ? value : [value];
  let next: Resource = NIL;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as JsonValue;
    if (Array.isArray(item)) throw new NotCovered();
    const cell = walk.blanks++;
    add(walk, cell, FIRST, objectOf(walk, place, item, graph), graph);
    add(walk, cell, REST, next, graph);
    next = cell;
  }
  return next;
}

function objectOf(walk: Walk, place: Place, value: JsonValue, graph: number): Resource {
  const { meaning, inside } = place;
  if (meaning.coercion === 'other') throw new NotCovered();
  switch (typeof value) {
    case 'string':
      if (meaning.coercion === 'id') return `<${expandId(inside, value)}>`;
      if (meaning.coercion === 'vocab') return `<${expandType(inside, value)}>`;
      return `"${escapeLiteral(value)}${meaning.suffix}`;
    case 'number':
      return numberLiteral(value, meaning.datatype);
    case 'boolean':
      return booleanLiteral(value, meaning.datatype);
    default:
      if (value === null || Array.isArray(value)) throw new NotCovered();
      return '@value' in value ? languageLiteral(value) : nodeIn(walk, place, value, graph);
  }
}

/** A node object as a value: its context is that of the place without what types outside brought in. */
function nodeIn(walk: Walk, place: Place, element: JsonObject, graph: number): Resource {
  const { active, term, inside } = place;
  const members = countMembers(element);
  if (members === 0) throw new NotCovered();
  if (members === 1 && !('@context' in element)) {
    const only = single(element, inside.idNames);
    if (typeof only === 'string') return `<${expandId(inside, only)}>`;
  }
  let context = active.previous ?? active;
  if (term.scoped !== undefined) context = withProperty(context, term, walk.registry);
  const own = element['@context'];
  if (own !== undefined) context = withList(context, own, walk.registry);
  return writePart(walk, element, context, graph) ?? writeNode(walk, element, context, graph);
}

/** Puts in a node whose statements are known from another document; undefined where it has to be written. */
function writePart(
  walk: Walk,
  element: JsonObject,
  context: ActiveContext,
  graph: number,
): string | undefined {
  if (graph >= 0 || walk.parts === undefined) return undefined;
  const part = closedPart(element, context, () => closeNode(walk, element, context));
  if (part === undefined) return undefined;
  // Together they count towards the limit, as if each had been written here.
  walk.maxQuads -= part.quads.length;
  if (walk.quads.length > walk.maxQuads) throw new TooManyQuads();
  for (const id of part.ids) {
    if (walk.ids.has(id)) walk.mayRepeat = true;
    else walk.ids.add(id);
  }
  walk.parts.push({ part, offset: walk.blanks });
  walk.blanks += part.blanks;
  return part.resource;
}

function closeNode(walk: Walk, element: JsonObject, context: ActiveContext): ClosedPart | undefined {
  const inner = newWalk(walk.registry, walk.maxQuads - walk.quads.length);
  const resource = writeNode(inner, element, context, -1);
  if (typeof resource === 'number' || inner.mayRepeat || inner.hasGraphs) return undefined;
  const { quads, blanks, ids } = inner;
  return { resource, quads, blanks, ids, blocks: undefined, hashes: new Map() };
}
