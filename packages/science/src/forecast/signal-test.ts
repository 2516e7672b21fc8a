import {
  type Check,
  type Numbers,
  type Random,
  type Warning,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
} from '../core/index.ts';
import { mae, rmse } from './accuracy.ts';
import { type AccuracyTest, clarkWest, dieboldMariano, placeboP } from './compare.ts';
import { directBacktest, type DirectSpec, type Signal } from './direct.ts';
import { type LeadCheck, leadCheck } from './lead.ts';
import { medianOf } from './series.ts';
import { type Skill, skillOf } from './skill.ts';

/**
 * A series turned in a circle: value t of the result is value t − shift of the input, its head the input's tail.
 * Refuses `empty`, `not_finite`, and a shift that is no integer (`out_of_range`).
 */
export function circularShift(values: Numbers, shift: number): Float64Array {
  requireFinite('values', values);
  requireInteger('shift', shift, -Number.MAX_SAFE_INTEGER);
  const n = values.length;
  return Float64Array.from({ length: n }, (_, t) => values[(((t - shift) % n) + n) % n] as number);
}

/** The whole test of whether signals help, at one horizon of one series. */
export interface SignalTest {
  origins: number;
  /** Mean absolute and root mean squared error of the baseline alone, without and with the signals. */
  mae: { baseline: number; without: number; with: number };
  rmse: { baseline: number; without: number; with: number };
  /** 1 − MAE with / MAE without, with its interval. */
  skill: Skill;
  dieboldMariano: AccuracyTest;
  clarkWest: AccuracyTest;
  /** The skill of the signals turned in a circle, which destroys their timing and keeps everything else. */
  placebo: { p: number; skills: Float64Array; max: number; median: number };
  leads: readonly { name: string; check: LeadCheck }[];
  /** `helps` only where the interval lies above zero and the placebo p is below 0.05. */
  verdict: 'helps' | 'no help';
  checks: readonly Check[];
  warnings: readonly Warning[];
}

/** What `signalTest` needs beside the regression. */
export interface SignalTestOptions {
  /** Indices from 0, declared before. */
  origins: readonly number[];
  /** Circular shifts of the placebo, none of them a multiple of the length; 200 are advised. */
  shifts: readonly number[];
  random: Random;
  /** Consecutive origins that stay together in the bootstrap; 18 by default. */
  blockLength?: number;
  draws?: number;
}

function shifted(signals: readonly Signal[], shift: number): Signal[] {
  return signals.map((signal) => ({ ...signal, values: circularShift(signal.values, shift) }));
}

function difference(actual: Float64Array, forecast: Float64Array): Float64Array {
  return actual.map((y, i) => y - (forecast[i] as number));
}

function judge(
  test: Omit<SignalTest, 'verdict' | 'checks' | 'warnings'>,
  placebos: number,
): Pick<SignalTest, 'verdict' | 'checks' | 'warnings'> {
  const [isAbove, isRare] = [test.skill.interval[0] > 0, test.placebo.p < 0.05];
  const warnings = test.leads.flatMap(({ name, check }) =>
    check.warnings.map(({ code, detail }) => ({ code, detail: `${name}: ${detail}` })),
  );
  if (test.origins < 24)
    warnings.push({ code: 'few_origins', detail: `${test.origins} origins, 24 are the least to publish` });
  if (placebos < 200)
    warnings.push({ code: 'few_placebos', detail: `${placebos} circular shifts, 200 are advised` });
  return {
    verdict: isAbove && isRare ? 'helps' : 'no help',
    checks: [
      {
        name: 'the interval of the skill lies above zero',
        passed: isAbove,
        value: test.skill.interval[0],
        detail: 'block bootstrap over origins',
      },
      {
        name: 'the placebo p is below 0.05',
        passed: isRare,
        value: test.placebo.p,
        detail: `${placebos} circular shifts`,
      },
    ],
    warnings,
  };
}

/**
 * Tests whether signals lower the error of a direct regression: same origins with and without them, Diebold–Mariano
 * and Clark–West, a placebo by circular shifts, and the timing of each signal. Refuses no signals and no shifts.
 */
export function signalTest(spec: DirectSpec, options: SignalTestOptions): SignalTest {
  const { origins, shifts, random, blockLength = 18, draws = 1_000 } = options;
  const signals = spec.signals ?? [];
  requireAtLeast('signals', signals, 1);
  requireAtLeast('shifts', shifts, 1);
  for (const shift of shifts)
    if (signals.some(({ values }) => shift % values.length === 0))
      refuse('out_of_range', 'shifts', `${shift} turns nothing`);
  const plain = directBacktest({ ...spec, signals: [] }, origins);
  const full = directBacktest(spec, origins);
  const { actual } = plain;
  const errors = { without: difference(actual, plain.forecast), with: difference(actual, full.forecast) };
  const plainMae = mae(actual, plain.forecast);
  const skills = Float64Array.from(shifts, (shift) => {
    const { forecast } = directBacktest({ ...spec, signals: shifted(signals, shift) }, origins);
    return 1 - mae(actual, forecast) / plainMae;
  });
  const skill = skillOf([errors.without.map(Math.abs)], [errors.with.map(Math.abs)], {
    random,
    blockLength,
    draws,
  });
  const { horizon } = spec;
  const test = {
    origins: origins.length,
    mae: { baseline: mae(actual, plain.baseline), without: plainMae, with: mae(actual, full.forecast) },
    rmse: {
      baseline: rmse(actual, plain.baseline),
      without: rmse(actual, plain.forecast),
      with: rmse(actual, full.forecast),
    },
    skill,
    dieboldMariano: dieboldMariano(errors.without, errors.with, { horizon, alternative: 'greater' }),
    clarkWest: clarkWest(actual, plain.forecast, full.forecast, { horizon }),
    placebo: { p: placeboP(skill.skill, skills), skills, max: Math.max(...skills), median: medianOf(skills) },
    leads: signals.map(({ name, values }) => ({
      name,
      check: leadCheck(spec.y, Array.from(values).slice(0, spec.y.length)),
    })),
  };
  return { ...test, ...judge(test, shifts.length) };
}
