import { isAbsolute, NotCovered, type ActiveContext } from './active-context.ts';

/** An IRI or compact IRI where ids stand (JSON-LD 1.1 API, section 5.2.2, without `vocab`). Throws `NotCovered`. */
export function expandId(active: ActiveContext, value: string): string {
  const colon = value.indexOf(':');
  if (colon <= 0 || !isAbsolute(value)) throw new NotCovered();
  if (value.startsWith('//', colon + 1)) return value;
  const prefix = active.terms.get(value.slice(0, colon));
  return prefix?.isPrefix === true ? absolute(`${prefix.iri ?? ''}${value.slice(colon + 1)}`) : value;
}

/** A term, IRI or compact IRI where types stand. Throws `NotCovered`. */
export function expandType(active: ActiveContext, value: string): string {
  const term = active.terms.get(value);
  if (term !== undefined) {
    if (term.predicate === '') throw new NotCovered();
    return term.iri as string;
  }
  if (value.includes(':')) return expandId(active, value);
  return active.vocab === undefined ? absolute('') : absolute(active.vocab + value);
}

function absolute(iri: string): string {
  if (!isAbsolute(iri)) throw new NotCovered();
  return iri;
}
