/** The parts of two untyped packages that this folder uses. */
declare module 'jsonld' {
  export interface ToRdfOptions {
    documentLoader: (
      url: string,
    ) => Promise<{ contextUrl: null; documentUrl: string; document: unknown; tag?: string }>;
    safe: boolean;
    base: null;
    rdfDirection: 'i18n-datatype';
  }
  const jsonld: { toRDF(document: unknown, options: ToRdfOptions): Promise<unknown[]> };
  export default jsonld;
}

declare module 'rdf-canonize' {
  export interface CanonizeOptions {
    algorithm: 'RDFC-1.0';
    format: 'application/n-quads';
    maxWorkFactor?: number;
    signal?: AbortSignal;
    messageDigestAlgorithm?: string;
    inputFormat?: 'application/n-quads';
    canonicalIdMap?: Map<string, string>;
  }
  const rdfCanonize: { canonize(dataset: unknown[] | string, options: CanonizeOptions): Promise<string> };
  export default rdfCanonize;
}
