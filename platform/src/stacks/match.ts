/**
 * Gives each place one of the candidates that it accepts, no candidate twice (augmenting paths, Kuhn 1955).
 * Null when that cannot be done for all places. The same input always gives the same answer.
 */
export function matchAll(places: readonly (readonly string[])[]): string[] | null {
  const placeOf = new Map<string, number>();
  const place = (index: number, seen: Set<string>): boolean => {
    for (const candidate of places[index] ?? []) {
      if (seen.has(candidate)) continue;
      seen.add(candidate);
      const holder = placeOf.get(candidate);
      if (holder !== undefined && !place(holder, seen)) continue;
      placeOf.set(candidate, index);
      return true;
    }
    return false;
  };
  for (let index = 0; index < places.length; index++) if (!place(index, new Set())) return null;
  const chosen: string[] = [];
  for (const [candidate, index] of placeOf) chosen[index] = candidate;
  return chosen;
}
