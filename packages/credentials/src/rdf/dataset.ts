/**
 * One RDF statement as the text that N-Quads will show. A place that holds a blank node has its number
 * (0 and up) and empty text; any other place has -1 and its text.
 */
export interface Quad {
  s: number;
  /** `<iri>` */
  subject: string;
  /** ` <iri> ` with the spaces around it. */
  predicate: string;
  o: number;
  /** `<iri>` or a literal. */
  object: string;
  g: number;
  /** ` <iri>` with the space before it; empty in the default graph. */
  graph: string;
  /** Whether the object was a number or truth value in JSON. */
  isNative: boolean;
}

/** Statements with blank nodes numbered from 0. */
export interface Dataset {
  quads: Quad[];
  blanks: number;
}

/** Characters that a literal may not show as they are, as rdf-canonize and RDF 1.2 N-Quads escape them. */
// eslint-disable-next-line no-control-regex -- control characters are what is escaped
const ESCAPED = /[\u0000-\u001f\u007f"\\]/;
// eslint-disable-next-line no-control-regex -- control characters are what is escaped
const ALL_ESCAPED = /[\u0000-\u001f\u007f"\\]/g;
const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** The text of a string inside a literal. */
export function escapeLiteral(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(
    ALL_ESCAPED,
    (unit) => SHORT[unit] ?? '\\u' + unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0'),
  );
}
