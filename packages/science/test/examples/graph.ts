import { card, escaped } from './chart.ts';

/** What a picture of prerequisites shows. */
export interface Graph {
  title: string;
  note: string;
  names: readonly string[];
  prices: readonly number[];
  before: readonly (readonly number[])[];
  /** Column of each item, from the left. */
  columns: readonly number[];
  /** Row of each item, from the top. */
  rows: readonly number[];
  held: readonly number[];
  bought: readonly number[];
}

const [BOX, ROW, HEIGHT] = [118, 92, 360];

/** Draws items in columns with arrows from their prerequisites; what is held and what is bought differ by fill and word. */
export function drawGraph(graph: Graph): string {
  const place = graph.names.map((_, i) => {
    const [column, row] = [graph.columns[i]!, graph.rows[i]!];
    return { x: 20 + 160 * column, y: 84 + ROW * row + (column === 0 ? ROW / 2 : 0) };
  });
  const lines = [
    ...card(graph.title, graph.note, HEIGHT),
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#4b5563"/></marker></defs>',
  ];
  graph.before.forEach((items, i) => {
    for (const j of items) {
      const [from, to] = [place[j]!, place[i]!];
      const [x1, y1, x2, y2] = [from.x + BOX, from.y + 26, to.x - 2, to.y + 26];
      const middle = (x1 + x2) / 2;
      lines.push(
        `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" fill="none" stroke="#4b5563" marker-end="url(#tip)"/>`,
      );
    }
  });
  graph.names.forEach((name, i) => {
    const { x, y } = place[i]!;
    const isHeld = graph.held.includes(i);
    const isBought = graph.bought.includes(i);
    const [fill, ink, stroke] = isHeld
      ? ['#1e3a8a', '#ffffff', '#1e3a8a']
      : isBought
        ? ['#dbeafe', '#1f2937', '#2563eb']
        : ['#ffffff', '#4b5563', '#9ca3af'];
    const word = isHeld ? 'held' : isBought ? `£${graph.prices[i]!}, take it` : `£${graph.prices[i]!}`;
    lines.push(
      `<rect x="${x}" y="${y}" width="${BOX}" height="52" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="${isBought ? 2 : 1}"/>`,
      `<text x="${x + BOX / 2}" y="${y + 22}" text-anchor="middle" font-weight="600" fill="${ink}">${escaped(name)}</text>`,
      `<text x="${x + BOX / 2}" y="${y + 41}" text-anchor="middle" fill="${ink}">${word}</text>`,
    );
  });
  return [...lines, '</svg>', ''].join('\n');
}
