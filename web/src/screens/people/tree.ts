/** A department as the server lists it; `parentId` is the one that it is part of. */
export interface Department {
  readonly departmentId: string;
  readonly name: string;
  readonly parentId?: string | undefined;
}

/** A department where it stands: `depth` 0 is part of no other. */
export interface Branch<D extends Department> {
  readonly department: D;
  readonly depth: number;
}

/** Puts departments below those that they are part of, by name; whose parent is not listed stands at the top. */
export function treeOf<D extends Department>(departments: readonly D[]): Branch<D>[] {
  const known = new Set(departments.map(({ departmentId }) => departmentId));
  const below = new Map<string, D[]>();
  for (const department of departments) {
    const { parentId } = department;
    const at = parentId !== undefined && known.has(parentId) ? parentId : '';
    below.set(at, [...(below.get(at) ?? []), department]);
  }
  const walk = (at: string, depth: number): Branch<D>[] =>
    (below.get(at) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((department) => [{ department, depth }, ...walk(department.departmentId, depth + 1)]);
  return walk('', 0);
}

/** The ids of a department and of everything below it: it cannot be made part of any of these. */
export function withAllBelow(departments: readonly Department[], departmentId: string): ReadonlySet<string> {
  const found = new Set([departmentId]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const one of departments)
      if (one.parentId !== undefined && found.has(one.parentId)) found.add(one.departmentId);
  }
  return found;
}
