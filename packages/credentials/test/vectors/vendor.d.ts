/** The reader of N-Quads that the canonicalisation vectors are loaded with. */
declare module 'rdf-canonize' {
  interface NQuadsTerm {
    termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph';
    value: string;
    language?: string;
    datatype?: { value: string };
  }
  export const NQuads: {
    parse(text: string): Record<'subject' | 'predicate' | 'object' | 'graph', NQuadsTerm>[];
  };
}
