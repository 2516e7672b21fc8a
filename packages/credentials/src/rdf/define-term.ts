import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../json/index.ts';
import { isAbsolute, NotCovered, type Coercion, type Term } from './active-context.ts';

/** One context while its terms are being defined. */
export interface Definitions {
  readonly local: JsonObject;
  readonly terms: Map<string, Term>;
  readonly vocab: string | undefined;
  readonly protectsAll: boolean;
  readonly canOverride: boolean;
  /** False while a term is being defined, true once it is. */
  readonly defined: Map<string, boolean>;
}

const LOOKS_LIKE_KEYWORD = /^@[A-Za-z]+$/;
const COVERED: ReadonlySet<string> = new Set([
  '@id',
  '@type',
  '@container',
  '@context',
  '@protected',
  '@prefix',
]);

/** Defines one term of a local context (JSON-LD 1.1 API, section 4.2.2). Throws `NotCovered`. */
export function defineTerm(state: Definitions, name: string): void {
  const status = state.defined.get(name);
  if (status === true) return;
  if (status === false || name === '' || (name.startsWith('@') && name !== '@type')) throw new NotCovered();
  state.defined.set(name, false);
  const before = state.terms.get(name);
  state.terms.delete(name);
  const value = state.local[name];
  const isShort = typeof value === 'string' || value === null;
  const members: JsonObject = isShort ? { '@id': value } : isObject(value) ? value : refuse();
  if (Object.keys(members).some((key) => !COVERED.has(key))) throw new NotCovered();
  if (name === '@type' && ('@type' in members || '@context' in members)) throw new NotCovered();
  const iri = iriOf(state, name, members);
  const isProtected =
    members['@protected'] === true || (state.protectsAll && members['@protected'] !== false);
  const term = buildTerm(state, name, members, iri, isShort);
  const keepsGuard = before?.isProtected === true && !state.canOverride;
  if (keepsGuard && before.identity !== term.identity) throw new NotCovered();
  state.terms.set(name, { ...term, isProtected: isProtected || keepsGuard });
  state.defined.set(name, true);
}

function refuse(): never {
  throw new NotCovered();
}

function buildTerm(
  state: Definitions,
  name: string,
  members: JsonObject,
  iri: string | null,
  isShort: boolean,
): Term {
  const { coercion, datatype } = coercionOf(state, members['@type']);
  const container = containerOf(members['@container']);
  const isPrefix = isPrefixTerm(name, members, iri, isShort);
  const scoped = members['@context'];
  const hasPredicate = iri !== null && isAbsolute(iri);
  return {
    iri,
    predicate: hasPredicate ? ` <${iri}> ` : '',
    coercion,
    datatype,
    suffix: datatype === undefined ? '"' : `"^^<${datatype}>`,
    container,
    isPrefix,
    isProtected: false,
    scoped,
    identity: canonicalJson({
      iri,
      isPrefix,
      type: members['@type'] === undefined ? null : [coercion, datatype ?? members['@type']],
      container: members['@container'] ?? null,
      scoped: scoped === undefined ? [] : [scoped],
    }),
  };
}

function iriOf(state: Definitions, name: string, members: JsonObject): string | null {
  const id = members['@id'];
  if (id === null) return null;
  if (id !== undefined && id !== name) {
    if (typeof id !== 'string') throw new NotCovered();
    const iri = expandInContext(state, id);
    if (!isAbsolute(iri) && iri !== '@id' && iri !== '@type') throw new NotCovered();
    // A term that looks like an IRI must mean itself; such terms are rare enough to leave to the oracle.
    if (/(?::[^:])|\//.test(name)) throw new NotCovered();
    return iri;
  }
  if (name === '@type') return '@type';
  const colon = name.indexOf(':');
  if (colon > 0) {
    const prefix = name.slice(0, colon);
    if (prefix in state.local) defineTerm(state, prefix);
    const known = state.terms.get(prefix);
    return known === undefined ? name : `${known.iri ?? refuse()}${name.slice(colon + 1)}`;
  }
  return state.vocab === undefined ? refuse() : state.vocab + name;
}

/** An IRI, compact IRI or term as it stands in a context (JSON-LD 1.1 API, section 5.2.2). */
function expandInContext(state: Definitions, value: string): string {
  if (value.startsWith('@')) {
    if (value === '@id' || value === '@type') return value;
    throw new NotCovered();
  }
  if (Object.hasOwn(state.local, value)) defineTerm(state, value);
  const known = state.terms.get(value);
  if (known !== undefined) return known.iri ?? refuse();
  const colon = value.indexOf(':');
  if (colon > 0) {
    const prefix = value.slice(0, colon);
    if (prefix === '_') throw new NotCovered();
    if (value.startsWith('//', colon + 1)) return value;
    if (Object.hasOwn(state.local, prefix)) defineTerm(state, prefix);
    const term = state.terms.get(prefix);
    if (term?.isPrefix === true) return `${term.iri ?? refuse()}${value.slice(colon + 1)}`;
    if (isAbsolute(value)) return value;
  }
  return state.vocab === undefined ? refuse() : state.vocab + value;
}

function coercionOf(
  state: Definitions,
  type: JsonValue | undefined,
): { coercion: Coercion; datatype: string | undefined } {
  if (type === undefined || type === '@none') return { coercion: 'literal', datatype: undefined };
  if (type === '@id') return { coercion: 'id', datatype: undefined };
  if (type === '@vocab') return { coercion: 'vocab', datatype: undefined };
  if (type === '@json') return { coercion: 'other', datatype: undefined };
  if (typeof type !== 'string' || LOOKS_LIKE_KEYWORD.test(type)) throw new NotCovered();
  const datatype = expandInContext(state, type);
  if (!isAbsolute(datatype)) throw new NotCovered();
  return LEFT_TO_ORACLE.has(datatype)
    ? { coercion: 'other', datatype }
    : { coercion: 'literal', datatype: datatype === XSD_STRING ? undefined : datatype };
}

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string';
/** Datatypes whose text is rewritten on the way to RDF. */
const LEFT_TO_ORACLE: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/XMLSchema#double',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString',
]);

function containerOf(value: JsonValue | undefined): Term['container'] {
  if (value === undefined || value === null) return 'none';
  const kinds = (Array.isArray(value) ? value : [value]).filter((kind) => kind !== '@set');
  if (kinds.length === 0) return 'none';
  if (kinds.length > 1) return 'other';
  return kinds[0] === '@list' ? 'list' : kinds[0] === '@graph' ? 'graph' : 'other';
}

function isPrefixTerm(name: string, members: JsonObject, iri: string | null, isShort: boolean): boolean {
  const stated = members['@prefix'];
  if (stated !== undefined) return stated === true;
  const id = members['@id'];
  return isShort && id !== name && !name.includes(':', 1) && iri !== null && /[:/?#[\]@]$/.test(iri);
}
