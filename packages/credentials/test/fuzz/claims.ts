import { contextRegistry } from '../../src/contexts/index.ts';
import { canonicalJson, copyJson, type JsonObject } from '../../src/json/index.ts';
import { canonicalByJsonld } from '../../src/rdf/oracle.ts';

type Members = Record<string, unknown>;

const ALIASES: Readonly<Record<string, string>> = { '@id': 'id', '@type': 'type' };

/**
 * What a document says, in a form that two documents share exactly if they say the same. Where a suite signs JSON
 * (`jcs`), that is everything but its spelling. Where it signs statements (`rdfc`), also the order of lists, items
 * said twice, lists of one, lists of nothing, the two spellings of `id` and `type`, and whether a value or an id
 * stands alone or in an object mean nothing, nor which contexts are named; `statementsOf` sees to the rest. A proof is
 * no claim.
 */
export function claimsOf(document: unknown, suite: string): string {
  const { proof: _proof, ...bare } = document as Members;
  return canonicalJson(suite.includes('-jcs-') ? bare : plain(bare));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = new Map(
      value
        .flat(Infinity)
        .map(plain)
        .map((item) => [canonicalJson(item), item]),
    );
    const sorted = [...items.keys()].sort().map((key) => items.get(key));
    return sorted.length === 1 ? sorted[0] : sorted;
  }
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Members;
  if ('@value' in object) return object['@value'];
  const entries = Object.entries(object)
    .map(([name, item]): [string, unknown] => [ALIASES[name] ?? name, plain(item)])
    .filter(([name, item]) => name !== '@context' && !(Array.isArray(item) && item.length === 0));
  const [only] = entries;
  return entries.length === 1 && only?.[0] === 'id' ? only[1] : Object.fromEntries(entries);
}

/** The statements of a document without its proofs, by code that is not ours. */
export async function statementsOf(document: unknown): Promise<string> {
  const { proof: _proof, ...bare } = document as Members;
  const limits = { quads: 20_000, workFactor: 1 };
  const result = await canonicalByJsonld(copyJson(bare) as JsonObject, contextRegistry(), limits);
  return result.nquads ?? `none: ${result.fault?.detail ?? ''}`;
}

/** Each proof of a document without its value, which is the signature and not what is signed. */
export function proofOptions(document: unknown, suite: string): string[] {
  const { proof, '@context': context } = document as Members;
  return (Array.isArray(proof) ? proof : [proof]).map((entry) => {
    const { proofValue: _value, ...options } = entry as Members;
    // An rdfc proof may repeat the context of its document.
    if (!suite.includes('-jcs-') && canonicalJson(options['@context'] ?? context) === canonicalJson(context))
      delete options['@context'];
    return canonicalJson(suite.includes('-jcs-') ? options : plain(options));
  });
}
