/// <reference path="./vendor.d.ts" />
import { NQuads } from 'rdf-canonize';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../src/rdf/canonicalize.ts';
import { escapeLiteral, type Dataset, type Quad } from '../../src/rdf/dataset.ts';
import { hasShared, sharedText } from '../shared.ts';

interface Entry {
  id: string;
  type: string;
  name: string;
  action: string;
  result?: string;
  hashAlgorithm?: string;
}

interface ParsedTerm {
  termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph';
  value: string;
  language?: string;
  datatype?: { value: string };
}

const FOLDER = 'w3c/rdf-canon-tests';
const STRING = 'http://www.w3.org/2001/XMLSchema#string';

/** The statements of an N-Quads text, and the names that its blank nodes had. */
function parse(text: string): { dataset: Dataset; names: string[] } {
  const names = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const textOf = (term: ParsedTerm): string => {
    if (term.termType === 'NamedNode') return `<${term.value}>`;
    const quoted = `"${escapeLiteral(term.value)}"`;
    if (term.language !== undefined) return `${quoted}@${term.language}`;
    const datatype = term.datatype?.value ?? STRING;
    return datatype === STRING ? quoted : `${quoted}^^<${datatype}>`;
  };
  const quads = NQuads.parse(text).map(({ subject, predicate, object, graph }): Quad => {
    const isBlank = (term: ParsedTerm): boolean => term.termType === 'BlankNode';
    return {
      s: isBlank(subject) ? numberOf(subject.value) : -1,
      subject: isBlank(subject) ? '' : textOf(subject),
      predicate: ` <${predicate.value}> `,
      o: isBlank(object) ? numberOf(object.value) : -1,
      object: isBlank(object) ? '' : textOf(object),
      g: isBlank(graph) ? numberOf(graph.value) : -1,
      graph: graph.termType === 'NamedNode' ? ` <${graph.value}>` : '',
      isNative: false,
    };
  });
  return { dataset: { quads, blanks: names.size }, names: [...names.keys()] };
}

describe.skipIf(!hasShared(FOLDER))('RDFC-1.0 vectors', () => {
  const entries = hasShared(FOLDER)
    ? (JSON.parse(sharedText(`${FOLDER}/manifest.jsonld`)) as { entries: Entry[] }).entries
    : [];

  test('there are 86 of them', () => {
    expect(entries).toHaveLength(86);
  });

  test.each(entries.map((entry) => [`${entry.id} ${entry.name}`, entry] as const))('%s', (_, entry) => {
    const { dataset, names } = parse(sharedText(`${FOLDER}/${entry.action}`));
    const digest = entry.hashAlgorithm === 'SHA384' ? 'sha384' : 'sha256';
    const isNegative = entry.type === 'rdfc:RDFC10NegativeEvalTest';
    const canonical = canonicalize(dataset, digest, isNegative ? 2 : 4);
    if (isNegative) {
      expect(canonical).toBeUndefined();
      return;
    }
    const expected = sharedText(`${FOLDER}/${entry.result ?? ''}`);
    if (entry.type === 'rdfc:RDFC10EvalTest') expect(canonical?.nquads).toBe(expected);
    else {
      const labels = names.map((name, index) => [name, canonical?.labels[index]?.slice(2)]);
      expect(Object.fromEntries(labels)).toEqual(JSON.parse(expected));
    }
  });
});
