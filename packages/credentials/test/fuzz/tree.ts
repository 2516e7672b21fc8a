import type { Random } from './random.ts';

/** JSON as it is written rather than as it is meant: members keep their order and may be there twice. */
export type Tree =
  | { kind: 'object'; members: { name: string; value: Tree }[] }
  | { kind: 'array'; items: Tree[] }
  | { kind: 'text'; text: string }
  /** Numbers and words, as they are spelt. */
  | { kind: 'raw'; text: string };

/** The tree of a value. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'object',
      members: Object.entries(value).map(([name, item]) => ({ name, value: treeOf(item) })),
    };
  return typeof value === 'string'
    ? { kind: 'text', text: value }
    : { kind: 'raw', text: JSON.stringify(value) };
}

/** A copy that shares nothing. */
export function copyOf(tree: Tree): Tree {
  switch (tree.kind) {
    case 'object':
      return {
        kind: 'object',
        members: tree.members.map(({ name, value }) => ({ name, value: copyOf(value) })),
      };
    case 'array':
      return { kind: 'array', items: tree.items.map(copyOf) };
    default:
      return { ...tree };
  }
}

/** A node and how to put another in its place. */
export interface Place {
  node: Tree;
  put(other: Tree): void;
}

/** Every place of a tree but the outermost. */
export function placesOf(tree: Tree): Place[] {
  const places: Place[] = [];
  const visit = (node: Tree): void => {
    if (node.kind === 'object')
      for (const entry of node.members) {
        places.push({ node: entry.value, put: (other) => (entry.value = other) });
        visit(entry.value);
      }
    if (node.kind === 'array')
      for (const [index, item] of node.items.entries()) {
        places.push({ node: item, put: (other) => (node.items[index] = other) });
        visit(item);
      }
  };
  visit(tree);
  return places;
}

/** How a tree is written: as `JSON.stringify` would, or with white space and escapes that mean nothing. */
export function print(tree: Tree, random?: Random): string {
  const space = (): string => (random?.once(8) === true ? random.pick([' ', '\n', '\t', '\r', '  ']) : '');
  const text = (value: string): string =>
    random === undefined ? JSON.stringify(value) : escaped(value, random);
  const visit = (node: Tree): string => {
    switch (node.kind) {
      case 'object': {
        const members = node.members.map(
          ({ name, value }) => `${space()}${text(name)}${space()}:${space()}${visit(value)}${space()}`,
        );
        return `{${members.join(',')}${space()}}`;
      }
      case 'array':
        return `[${node.items.map((item) => space() + visit(item) + space()).join(',')}${space()}]`;
      case 'text':
        return text(node.text);
      default:
        return node.text;
    }
  };
  return visit(tree);
}

function escaped(value: string, random: Random): string {
  if (!random.once(4)) return JSON.stringify(value);
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  const hex = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  return `"${units.map((unit) => (random.once(6) ? hex(unit) : JSON.stringify(String.fromCharCode(unit)).slice(1, -1))).join('')}"`;
}
