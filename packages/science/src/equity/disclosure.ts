/**
 * A two-way table with its totals: (rows + 1) × (columns + 1) values, row by row, last row and column the totals.
 *
 * Read as a circulation: a count flows from its row to its column, a row total from the total-column node to the
 * row, a column total from the column to the total-row node, the grand total back. Every sum of the table is then
 * the balance of a node, and the values that hidden counts may take are the circulations on hidden edges.
 */
export interface Margined {
  rows: number;
  columns: number;
  values: readonly number[];
}

/** Least and greatest value that one hidden count may have, given what is shown and that counts are not negative. */
export function disclosureRange(table: Margined, hidden: readonly boolean[], cell: number): [number, number] {
  const [tail, head] = ends(table, cell);
  const own = table.values[cell]!;
  const up = maxFlow(table, hidden, cell, head, tail, Infinity);
  const down = maxFlow(table, hidden, cell, tail, head, own);
  return [own - down, own + up];
}

/**
 * The cheapest set of further cells that puts `cell` on a cycle on which at least `width` can move: cells that are
 * hidden already and large enough cost nothing, others their count. Null when there is no such cycle.
 */
export function cheapestCycle(
  table: Margined,
  hidden: readonly boolean[],
  cell: number,
  width: number,
): number[] | null {
  const { rows, columns, values } = table;
  const nodes = rows + columns + 2;
  const [from, to] = ends(table, cell);
  const cost = new Float64Array(nodes).fill(Infinity);
  const via = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  cost[from] = 0;
  for (;;) {
    let at = -1;
    for (let v = 0; v < nodes; v++)
      if (!done[v] && cost[v]! < Infinity && (at === -1 || cost[v]! < cost[at]!)) at = v;
    if (at === -1 || at === to) break;
    done[at] = 1;
    for (let e = 0; e < values.length; e++) {
      if (e === cell) continue;
      const [tail, head] = ends(table, e);
      if (tail !== at && head !== at) continue;
      // A hidden cell that is too small to give way blocks the cycle; a shown one that is too small gains nothing.
      if (values[e]! < Math.max(1, width)) continue;
      const next = tail === at ? head : tail;
      const price = cost[at]! + (hidden[e] ? 0 : values[e]!);
      if (price < cost[next]!) {
        cost[next] = price;
        via[next] = e;
      }
    }
  }
  if (cost[to] === Infinity) return null;
  const path: number[] = [];
  for (let v = to; v !== from;) {
    const e = via[v]!;
    path.push(e);
    const [tail, head] = ends(table, e);
    v = tail === v ? head : tail;
  }
  return path.some((e) => !hidden[e]) ? path : null;
}

/** Nodes: rows 0 … R − 1, total row R, columns R + 1 … R + C, total column R + C + 1. */
function ends({ rows, columns }: Margined, cell: number): [tail: number, head: number] {
  const i = Math.floor(cell / (columns + 1));
  const j = cell % (columns + 1);
  const column = rows + 1 + j;
  const isTotal = (i === rows) !== (j === columns);
  return isTotal ? [column, i] : [i, column];
}

/** Largest flow from `source` to `sink` over the residual edges of hidden cells other than `without`. */
function maxFlow(
  table: Margined,
  hidden: readonly boolean[],
  without: number,
  source: number,
  sink: number,
  limit: number,
): number {
  const flow = Float64Array.from(table.values);
  const nodes = table.rows + table.columns + 2;
  const edges = table.values.flatMap((_, e) => (hidden[e] && e !== without ? [e] : []));
  let total = 0;
  while (total < limit) {
    const via = new Int32Array(nodes).fill(-1);
    const queue = [source];
    const seen = new Uint8Array(nodes);
    seen[source] = 1;
    for (let k = 0; k < queue.length && !seen[sink]; k++)
      for (const e of edges) {
        const [tail, head] = ends(table, e);
        const next = tail === queue[k] ? head : head === queue[k] && flow[e]! > 0 ? tail : -1;
        if (next === -1 || seen[next]) continue;
        seen[next] = 1;
        via[next] = e;
        queue.push(next);
      }
    if (!seen[sink]) return total;
    let push = limit - total;
    walk(table, via, source, sink, (e, forward) => (push = forward ? push : Math.min(push, flow[e]!)));
    // Nothing on the way gives out: the count could be any number.
    if (push === Infinity) return Infinity;
    walk(table, via, source, sink, (e, forward) => (flow[e]! += forward ? push : -push));
    total += push;
  }
  return total;
}

function walk(
  table: Margined,
  via: Int32Array,
  source: number,
  sink: number,
  visit: (edge: number, forward: boolean) => void,
): void {
  for (let v = sink; v !== source;) {
    const e = via[v]!;
    const [tail, head] = ends(table, e);
    visit(e, head === v);
    v = head === v ? tail : head;
  }
}
