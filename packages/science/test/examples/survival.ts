import { coxRegression, kaplanMeierByGroup, survivalQuantile } from '@rungs/science/survival';
import { draw } from './chart.ts';

/** Weeks in remission of 42 leukaemia patients (Freireich et al. 1963): a negative number was still in remission. */
const TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, -6, -9, -10, -11, -17, -19, -20, -25, -32, -32, -34, -35];
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

/** Two survival curves and the hazard ratio between them. */
export function survivalExample() {
  // README survival
  const weeks = [...TREATED, ...PLACEBO];
  const time = weeks.map(Math.abs);
  const event = weeks.map((value) => (value > 0 ? 1 : 0));
  const group = weeks.map((_, i) => (i < TREATED.length ? '6-MP' : 'placebo'));

  const curves = kaplanMeierByGroup({ time, event, group });
  const medians = [...curves].map(([label, curve]) => [label, survivalQuantile(curve).estimate]);

  const treated = group.map((label) => (label === '6-MP' ? 1 : 0));
  const fit = coxRegression({ time, event, predictors: { treated } });
  const [effect] = fit.coefficients;
  const proportional = fit.checks.find((check) => check.name === 'proportional_hazards');
  // end
  const colours = ['#2563eb', '#b45309'];
  const picture = draw({
    title: 'With 6-MP half are still in remission after 23 weeks, with placebo after 8',
    note: '42 patients, 21 in each group. Kaplan–Meier curves with pointwise 95 % bands.',
    xLabel: 'weeks since remission',
    yLabel: 'share still in remission',
    x: [0, 36],
    y: [0, 1],
    xTicks: [0, 10, 20, 30].map((v) => [v, String(v)]),
    yTicks: [0, 0.25, 0.5, 0.75, 1].map((v) => [v, `${100 * v} %`]),
    series: [...curves].map(([name, curve], k) => ({
      name,
      colour: colours[k]!,
      isStep: true,
      x: [0, ...curve.times],
      y: [1, ...curve.survival],
      band: [[1, 1] as const, ...Array.from(curve.lower, (low, j) => [low, curve.upper[j]!] as const)],
    })),
  });
  const [low, high] = effect!.hazardRatioInterval;
  const printed = [
    ...medians.map(([label, median]) => `median, ${label}: ${median} weeks`),
    `hazard ratio: ${effect!.hazardRatio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
    `proportional hazards: ${proportional!.passed === true ? 'passed' : 'not passed'}`,
  ];
  return { printed, picture };
}
