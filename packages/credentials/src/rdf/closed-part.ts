import { notesOf, type JsonObject } from '../json/index.ts';
import type { HashName } from '../platform/index.ts';
import type { ActiveContext } from './active-context.ts';
import type { Quad } from './dataset.ts';
import type { Block } from './blocks.ts';

/**
 * The statements of a node with an id of its own, and of everything inside it, as they are the same in every
 * document that has the node at a place with the same context. No statement outside names a blank node inside.
 */
export interface ClosedPart {
  /** What stands for the node: `<iri>`. */
  readonly resource: string;
  readonly quads: readonly Quad[];
  /** How many blank nodes there are inside; they are numbered from 0. */
  readonly blanks: number;
  /** The subjects with an IRI. */
  readonly ids: ReadonlySet<string>;
  /** The statements by subject, made when they are first needed. */
  blocks: readonly Block[] | undefined;
  /** First-degree hashes of the blank nodes. */
  readonly hashes: Map<HashName, readonly string[]>;
}

/** A closed part in a document, and the number that its first blank node has there. */
export interface PlacedPart {
  readonly part: ClosedPart;
  readonly offset: number;
}

/** Most contexts under which one shared object is remembered. */
const MAX_CONTEXTS = 16;

/**
 * The closed part of a node, made once for each shared object and context; undefined for a node that is not
 * shared, or whose statements cannot be told without the document around it.
 */
export function closedPart(
  element: JsonObject,
  context: ActiveContext,
  make: () => ClosedPart | undefined,
): ClosedPart | undefined {
  const notes = notesOf(element);
  if (notes === undefined) return undefined;
  const known = notes.get(context) as ClosedPart | null | undefined;
  if (known !== undefined) return known ?? undefined;
  const part = make();
  if (notes.size < MAX_CONTEXTS) notes.set(context, part ?? null);
  return part;
}

/** The statements of a placed part as those of its document. */
export function quadsOf({ part, offset }: PlacedPart): Quad[] {
  return part.quads.map((quad) => ({
    ...quad,
    s: quad.s < 0 ? -1 : quad.s + offset,
    o: quad.o < 0 ? -1 : quad.o + offset,
  }));
}
