/** A function to minimise: returns its value and writes its gradient; +∞ marks a point outside its domain. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** Where a minimisation ended. */
export interface Minimum {
  point: Float64Array;
  value: number;
  iterations: number;
  isConverged: boolean;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** Updates the inverse Hessian `h` (row-major) by the step `s` and the change of gradient `y` (BFGS formula). */
function update(h: Float64Array, s: Float64Array, y: Float64Array, isFirst: boolean): void {
  const n = s.length;
  const sy = dot(s, y);
  const yy = dot(y, y);
  if (!(sy > 1e-12 * Math.sqrt(yy * dot(s, s)))) return;
  if (isFirst) for (let i = 0; i < n; i++) h[i * n + i] = sy / yy;
  const hy = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) hy[i] = (hy[i] as number) + (h[i * n + j] as number) * (y[j] as number);
  const scale = (1 + dot(y, hy) / sy) / sy;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const [si, sj] = [s[i] as number, s[j] as number];
      h[i * n + j] =
        (h[i * n + j] as number) + scale * si * sj - ((hy[i] as number) * sj + si * (hy[j] as number)) / sy;
    }
}

/** The direction −H·g, or −g (with H reset) where that does not descend. */
function direction(h: Float64Array, gradient: Float64Array): { d: Float64Array; slope: number } {
  const n = gradient.length;
  const d = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) d[i] = (d[i] as number) - (h[i * n + j] as number) * (gradient[j] as number);
  let slope = dot(d, gradient);
  if (!(slope < 0)) {
    h.fill(0);
    for (let i = 0; i < n; i++) {
      h[i * n + i] = 1;
      d[i] = -(gradient[i] as number);
    }
    slope = dot(d, gradient);
  }
  return { d, slope };
}

/**
 * Minimises a smooth function by BFGS with a backtracking line search that never leaves the domain.
 * Source: Nocedal and Wright, "Numerical Optimization", 2nd ed., chapter 6.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  options: { maxIterations?: number; tolerance?: number } = {},
): Minimum {
  const { maxIterations = 300, tolerance = 1e-10 } = options;
  const n = start.length;
  let point = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = objective(point, gradient);
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) h[i * n + i] = 1;
  let [iterations, flat, isFirst] = [0, 0, true];
  while (iterations < maxIterations && Number.isFinite(value) && flat < 3) {
    const { d, slope } = direction(h, gradient);
    if (!(slope < 0)) break;
    const longest = Math.max(...d.map(Math.abs));
    let step = isFirst ? Math.min(1, 0.25 / longest) : Math.min(1, 5 / longest);
    let [next, nextGradient, nextValue] = [point, gradient, Infinity];
    for (let tries = 0; tries < 40; tries++, step /= 2.5) {
      next = point.map((x, i) => x + step * (d[i] as number));
      nextGradient = new Float64Array(n);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * step * slope) break;
    }
    if (!(nextValue < value)) break;
    const moved = next.map((x, i) => x - (point[i] as number));
    const turned = nextGradient.map((x, i) => x - (gradient[i] as number));
    update(h, moved, turned, isFirst);
    flat = value - nextValue <= tolerance * (1 + Math.abs(value)) ? flat + 1 : 0;
    [point, gradient, value, isFirst] = [next, nextGradient, nextValue, false];
    iterations++;
  }
  return { point, value, iterations, isConverged: iterations < maxIterations && Number.isFinite(value) };
}
