import { type EtsParameters, type EtsSpec } from './spec.ts';

/** The states and errors of one pass over a series. */
export interface EtsPass {
  /** n ln Σe² + 2Σ ln|f| (the second sum for a multiplicative error only); +∞ where a state leaves its domain. */
  cost: number;
  /** Σe² of the innovations: relative ones for a multiplicative error. */
  sse: number;
  fitted: Float64Array;
  errors: Float64Array;
  /** Level and growth before each value and after the last: n + 1 of each. */
  level: Float64Array;
  growth: Float64Array;
  /** Seasonal state t belongs to value t; the last `period` are the seasons ahead. */
  season: Float64Array;
}

/** Derivatives of the cost with respect to every parameter. */
export interface EtsGradient {
  alpha: number;
  /** With respect to κ = β/α, holding α. */
  kappa: number;
  gamma: number;
  phi: number;
  level: number;
  growth: number;
  season: Float64Array;
}

/** Room for a pass over n values. */
export function passOf(spec: EtsSpec, n: number): EtsPass {
  return {
    cost: Infinity,
    sse: Infinity,
    fitted: new Float64Array(n),
    errors: new Float64Array(n),
    level: new Float64Array(n + 1),
    growth: new Float64Array(n + 1),
    season: new Float64Array(spec.season === 'N' ? 0 : n + spec.period),
  };
}

/**
 * Runs the model over a series: q joins level and growth, p is the value without its season,
 * l' = q + α(p − q), b' = φb + (β/α)(change of level − φb), s' = s + γ(value without q − s).
 * Source: Hyndman et al. (2008), table 2.2 and section 5.1.
 */
export function runEts(spec: EtsSpec, y: Float64Array, at: EtsParameters, into: EtsPass): EtsPass {
  const { alpha, gamma, phi } = at;
  const kappa = spec.trend === 'N' ? 0 : at.beta / alpha;
  const [isA, isM] = [spec.trend === 'A', spec.trend === 'M'];
  const [isSeasonA, isSeasonM, isErrorM] = [spec.season === 'A', spec.season === 'M', spec.error === 'M'];
  const { level, growth, season, fitted, errors } = into;
  const [n, m] = [y.length, spec.period];
  let l = at.level;
  let b = at.growth;
  let sse = 0;
  let logs = 0;
  if (isSeasonA || isSeasonM) season.set(at.season);
  level[0] = l;
  growth[0] = b;
  into.cost = Infinity;
  for (let t = 0; t < n; t++) {
    const value = y[t] as number;
    if (isM && !(b > 0 && l > 0)) return into;
    const damped = isA ? phi * b : isM ? (phi === 1 ? b : b ** phi) : 0;
    const q = isA ? l + damped : isM ? l * damped : l;
    let f = q;
    let p = value;
    const s = isSeasonA || isSeasonM ? (season[t] as number) : 0;
    if (isSeasonA) {
      f = q + s;
      p = value - s;
    } else if (isSeasonM) {
      if (!(s > 0 && q > 0)) return into;
      f = q * s;
      p = value / s;
    }
    const next = q + alpha * (p - q);
    if (isA) b = damped + kappa * (next - l - damped);
    else if (isM) b = damped + kappa * (next / l - damped);
    if (isSeasonA) season[t + m] = s + gamma * (value - q - s);
    else if (isSeasonM) season[t + m] = s + gamma * (value / q - s);
    l = next;
    let e = value - f;
    if (isErrorM) {
      if (!(f > 0)) return into;
      e /= f;
      logs += Math.log(f);
    }
    sse += e * e;
    fitted[t] = f;
    errors[t] = e;
    level[t + 1] = l;
    growth[t + 1] = b;
  }
  into.sse = sse;
  into.cost = sse > 0 ? n * Math.log(sse) + 2 * logs : -Infinity;
  if (Number.isNaN(into.cost)) into.cost = Infinity;
  return into;
}

/** The exact gradient of the cost by the reverse recursion over a finished pass (adjoint method). */
export function gradientOfEts(spec: EtsSpec, y: Float64Array, at: EtsParameters, run: EtsPass): EtsGradient {
  const { alpha, gamma, phi } = at;
  const kappa = spec.trend === 'N' ? 0 : at.beta / alpha;
  const [isA, isM] = [spec.trend === 'A', spec.trend === 'M'];
  const [isSeasonA, isSeasonM, isErrorM] = [spec.season === 'A', spec.season === 'M', spec.error === 'M'];
  const [n, m] = [y.length, spec.period];
  const seasonBar = new Float64Array(run.season.length);
  const out: EtsGradient = { alpha: 0, kappa: 0, gamma: 0, phi: 0, level: 0, growth: 0, season: seasonBar };
  const pull = (2 * n) / run.sse;
  let lBar = 0;
  let bBar = 0;
  for (let t = n - 1; t >= 0; t--) {
    const value = y[t] as number;
    const l = run.level[t] as number;
    const b = run.growth[t] as number;
    const next = run.level[t + 1] as number;
    const f = run.fitted[t] as number;
    const e = run.errors[t] as number;
    const s = isSeasonA || isSeasonM ? (run.season[t] as number) : 0;
    const damped = isA ? phi * b : isM ? (phi === 1 ? b : b ** phi) : 0;
    const q = isA ? l + damped : isM ? l * damped : l;
    const p = isSeasonA ? value - s : isSeasonM ? value / s : value;
    const fBar = isErrorM ? (-pull * e * value) / (f * f) + 2 / f : -pull * e;
    let qBar = 0;
    let sBar = 0;
    let dampedBar = 0;
    let before = 0;
    if (isSeasonA || isSeasonM) {
      const ahead = seasonBar[t + m] as number;
      sBar = ahead * (1 - gamma);
      out.gamma += ahead * ((isSeasonA ? value - q : value / q) - s);
      qBar -= isSeasonA ? gamma * ahead : (gamma * ahead * value) / (q * q);
    }
    if (isA || isM) {
      const change = isA ? next - l : next / l;
      dampedBar += bBar * (1 - kappa);
      out.kappa += bBar * (change - damped);
      const changeBar = kappa * bBar;
      lBar += isA ? changeBar : changeBar / l;
      before -= isA ? changeBar : (changeBar * next) / (l * l);
    }
    qBar += lBar * (1 - alpha);
    const pBar = alpha * lBar;
    out.alpha += lBar * (p - q);
    if (isSeasonA) sBar += fBar - pBar;
    else if (isSeasonM) sBar += fBar * q - (pBar * value) / (s * s);
    qBar += isSeasonM ? fBar * s : fBar;
    dampedBar += isM ? qBar * l : isA ? qBar : 0;
    lBar = before + (isM ? qBar * damped : qBar);
    bBar = isA ? dampedBar * phi : isM ? (dampedBar * phi * damped) / b : 0;
    out.phi += isA ? dampedBar * b : isM ? dampedBar * damped * Math.log(b) : 0;
    if (isSeasonA || isSeasonM) seasonBar[t] = sBar;
  }
  out.level = lBar;
  out.growth = bBar;
  out.season = seasonBar.subarray(0, m);
  return out;
}

/** The log-likelihood up to a constant, −½(n ln Σe² + 2Σ ln|f|), with σ² concentrated out. */
export function etsLogLikelihood(spec: EtsSpec, y: Float64Array, at: EtsParameters): number {
  return -runEts(spec, y, at, passOf(spec, y.length)).cost / 2;
}
