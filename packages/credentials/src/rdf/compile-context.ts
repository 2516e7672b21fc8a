import { contextDocument, type ContextRegistry } from '../contexts/index.ts';
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts';
import {
  activeContext,
  EMPTY_CONTEXT,
  keepDerived,
  NotCovered,
  type ActiveContext,
  type Term,
} from './active-context.ts';
import { defineTerm, type Definitions } from './define-term.ts';

interface Reading {
  registry: ContextRegistry;
  /** Whether protected terms may change: only inside the context of a property. */
  canOverride: boolean;
  /** Whether the context still holds inside node objects. */
  propagates: boolean;
}

/** Members of a context that are not terms; the others that JSON-LD has are not covered. */
const COVERED_KEYWORDS: ReadonlySet<string> = new Set(['@version', '@protected', '@vocab']);

/** Applies a local context (JSON-LD 1.1 API, section 4.1.2). Throws `NotCovered`. */
function applyContext(active: ActiveContext, local: JsonValue, reading: Reading): ActiveContext {
  const entries = Array.isArray(local) ? local : [local];
  if (entries.length === 0) return active;
  let current = active;
  let previous = active.previous;
  if (!reading.propagates && previous === undefined) previous = active;
  for (const entry of entries) {
    if (entry === null) {
      if (!reading.canOverride && current.hasProtected) throw new NotCovered();
      current = EMPTY_CONTEXT;
      previous = undefined;
      continue;
    }
    current = applyOne(current, definitionsOf(entry, reading.registry), previous, reading);
  }
  return current === active || current.previous === previous
    ? current
    : activeContext(current.terms, current.vocab, previous);
}

function definitionsOf(entry: JsonValue, registry: ContextRegistry): JsonObject | JsonValue[] {
  if (isObject(entry)) return entry;
  const pinned = typeof entry === 'string' ? registry.get(entry) : undefined;
  const inside = pinned === undefined ? undefined : contextDocument(pinned)['@context'];
  if (isObject(inside) || Array.isArray(inside)) return inside;
  throw new NotCovered();
}

function applyOne(
  active: ActiveContext,
  definitions: JsonObject | JsonValue[],
  previous: ActiveContext | undefined,
  reading: Reading,
): ActiveContext {
  if (Array.isArray(definitions)) return applyContext(active, definitions, reading);
  for (const key of Object.keys(definitions)) {
    if (key.startsWith('@') && key !== '@type' && !COVERED_KEYWORDS.has(key)) throw new NotCovered();
  }
  if ('@version' in definitions && definitions['@version'] !== 1.1) throw new NotCovered();
  const vocab = definitions['@vocab'] === undefined ? active.vocab : readVocab(definitions['@vocab']);
  const state: Definitions = {
    local: definitions,
    terms: new Map(active.terms),
    vocab,
    protectsAll: definitions['@protected'] === true,
    canOverride: reading.canOverride,
    defined: new Map(),
  };
  for (const name of Object.keys(definitions)) if (!COVERED_KEYWORDS.has(name)) defineTerm(state, name);
  return activeContext(state.terms, vocab, previous);
}

function readVocab(value: JsonValue | undefined): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) throw new NotCovered();
  return value;
}

const compiled = new Map<string, ActiveContext | undefined>();
const MAX_COMPILED = 64;

/**
 * Compiles a list of context URLs once; undefined where the list is not one that the compiler covers. Every
 * URL must be in the registry.
 */
export function compileList(list: JsonValue, registry: ContextRegistry): ActiveContext | undefined {
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) return undefined;
  const key = `${list.join('\n')}\n\n${registry.key}`;
  if (compiled.has(key)) return compiled.get(key);
  let context: ActiveContext | undefined;
  try {
    context = applyContext(EMPTY_CONTEXT, list, { registry, canOverride: false, propagates: true });
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
  }
  if (compiled.size >= MAX_COMPILED) compiled.delete(compiled.keys().next().value as string);
  compiled.set(key, context);
  return context;
}

/** The context inside a document that is part of another. */
export function withList(active: ActiveContext, stated: JsonValue, registry: ContextRegistry): ActiveContext {
  const list = typeof stated === 'string' ? [stated] : stated;
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) throw new NotCovered();
  const key = `list ${list.join('\n')}`;
  const reading = { registry, canOverride: false, propagates: true };
  return active.derived.get(key) ?? keepDerived(active.derived, key, applyContext(active, list, reading));
}

/** The context inside a property that has one of its own. */
export function withProperty(active: ActiveContext, term: Term, registry: ContextRegistry): ActiveContext {
  const known = active.derived.get(term);
  if (known !== undefined) return known;
  const reading = { registry, canOverride: true, propagates: true };
  return keepDerived(active.derived, term, applyContext(active, term.scoped as JsonValue, reading));
}

/** The context inside a node of some types: those of the types that have one, applied in sorted order. */
export function withTypes(
  active: ActiveContext,
  types: readonly string[],
  registry: ContextRegistry,
): ActiveContext {
  let count = 0;
  let only = '';
  for (const type of types) {
    if (active.terms.get(type)?.scoped === undefined) continue;
    count++;
    only = type;
  }
  if (count === 0) return active;
  if (count === 1)
    return active.ofType.get(only) ?? keepDerived(active.ofType, only, ofTypes(active, [only], registry));
  const scoped = types.filter((type) => active.terms.get(type)?.scoped !== undefined).sort();
  const key = `types ${scoped.join('\n')}`;
  return active.derived.get(key) ?? keepDerived(active.derived, key, ofTypes(active, scoped, registry));
}

function ofTypes(active: ActiveContext, scoped: readonly string[], registry: ContextRegistry): ActiveContext {
  const reading = { registry, canOverride: false, propagates: false };
  return scoped.reduce(
    (current, type) => applyContext(current, active.terms.get(type)?.scoped as JsonValue, reading),
    active,
  );
}
