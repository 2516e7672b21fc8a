/** A line or a step curve of a chart, with an optional band around it. */
export interface Series {
  name: string;
  colour: string;
  x: readonly number[];
  y: readonly number[];
  band?: readonly (readonly [number, number])[];
  /** Holds each value until the next x. */
  isStep?: boolean;
  isDashed?: boolean;
  /** Draws points with vertical bars of the band and no line. */
  isPoints?: boolean;
}

/** What a chart shows. */
export interface Chart {
  /** A sentence that says what the picture shows. */
  title: string;
  /** How many were observed and what the bands are. */
  note: string;
  xLabel: string;
  yLabel: string;
  x: readonly [number, number];
  y: readonly [number, number];
  xTicks: readonly (readonly [number, string])[];
  yTicks: readonly (readonly [number, string])[];
  series: readonly Series[];
  /** A horizontal dashed line. */
  reference?: number;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 400, 72, 28, 84, 52];

/** Text that may stand inside an SVG. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The opening of a picture: a white card, so that it reads in light and dark, with its title and note. */
export function card(title: string, note: string, height: number): string[] {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="13" fill="#1f2937">`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    `<text x="20" y="28" font-size="14" font-weight="600">${escaped(title)}</text>`,
    `<text x="20" y="48" font-size="12" fill="#4b5563">${escaped(note)}</text>`,
  ];
}

function steps(x: readonly number[], y: readonly number[]): [number, number][] {
  return x.flatMap((value, i): [number, number][] =>
    i === 0
      ? [[value, y[0]!]]
      : [
          [value, y[i - 1]!],
          [value, y[i]!],
        ],
  );
}

/** Draws a chart as a self-contained SVG. */
export function draw(chart: Chart): string {
  const px = (v: number): string =>
    (LEFT + ((v - chart.x[0]) / (chart.x[1] - chart.x[0])) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const py = (v: number): string =>
    (HEIGHT - BOTTOM - ((v - chart.y[0]) / (chart.y[1] - chart.y[0])) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const path = (points: readonly (readonly [number, number])[]): string =>
    points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${py(y)}`).join('');
  const [bottom, right] = [HEIGHT - BOTTOM, WIDTH - RIGHT];
  const lines = [
    ...card(chart.title, chart.note, HEIGHT),
    `<path d="M${LEFT} ${TOP}V${bottom}H${right}" fill="none" stroke="#6b7280"/>`,
  ];
  for (const [v, label] of chart.xTicks)
    lines.push(`<text x="${px(v)}" y="${bottom + 18}" text-anchor="middle">${escaped(label)}</text>`);
  for (const [v, label] of chart.yTicks)
    lines.push(
      `<path d="M${LEFT} ${py(v)}H${right}" stroke="#e5e7eb"/>`,
      `<text x="${LEFT - 8}" y="${(Number(py(v)) + 4).toFixed(1)}" text-anchor="end">${label}</text>`,
    );
  lines.push(
    `<text x="${(LEFT + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escaped(chart.xLabel)}</text>`,
    `<text transform="translate(16 ${(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(chart.yLabel)}</text>`,
  );
  if (chart.reference !== undefined)
    lines.push(
      `<path d="M${LEFT} ${py(chart.reference)}H${right}" stroke="#6b7280" stroke-dasharray="5 4"/>`,
    );
  let legend = 20;
  chart.series.forEach((series) => {
    const { x, y, band, colour } = series;
    const dash = series.isDashed === true ? ' stroke-dasharray="6 4"' : '';
    const shape = (values: readonly number[]): [number, number][] =>
      series.isStep ? steps(x, values) : x.map((v, i) => [v, values[i]!]);
    if (series.isPoints)
      x.forEach((v, i) => {
        const range = band?.[i];
        if (range)
          lines.push(
            `<path d="M${px(v)} ${py(range[0])}V${py(range[1])}" stroke="${colour}" stroke-width="2"/>`,
          );
        lines.push(`<circle cx="${px(v)}" cy="${py(y[i]!)}" r="5" fill="${colour}"/>`);
      });
    else {
      if (band) {
        const [low, high] = [shape(band.map((b) => b[0])), shape(band.map((b) => b[1]))];
        lines.push(`<path d="${path([...low, ...high.reverse()])}Z" fill="${colour}" opacity="0.15"/>`);
      }
      lines.push(`<path d="${path(shape(y))}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`);
    }
    if (series.name === '') return;
    const mark = series.isPoints
      ? `<circle cx="${legend + 12}" cy="68" r="5" fill="${colour}"/>`
      : `<path d="M${legend} 68h24" stroke="${colour}" stroke-width="2"${dash}/>`;
    lines.push(
      mark,
      `<text x="${legend + 30}" y="72" fill="${colour}" font-weight="600">${escaped(series.name)}</text>`,
    );
    legend += 54 + 7.5 * series.name.length;
  });
  return [...lines, '</svg>', ''].join('\n');
}
