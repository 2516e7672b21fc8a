import { describe, expect, it } from 'vitest';
import * as science from '@rungs/science';
import { exportsOf, FAMILIES } from './science.ts';

const all = FAMILIES.flatMap(exportsOf);
const namesOf = (found: readonly { family: string; name: string }[]): string[] =>
  found.map(({ family, name }) => `${family}.${name}`);

/** Functions of the statistical families that only read a result, reshape an input or count. */
const PLAIN = [
  'regression.code',
  'regression.coefficient',
  'regression.designOf',
  'regression.indicators',
  'regression.jointTest',
  'regression.logistic',
  'survival.incidenceAt',
  'survival.kaplanMeierByGroup',
  'survival.restrictedMeanDifference',
  'survival.survivalAt',
  'survival.survivalOfHazard',
  'survival.survivalQuantile',
  'survival.timeQuantile',
  'effects.compareAtThreshold',
  'effects.effectiveSize',
  'effects.firstCrossing',
  'effects.proportionsError',
  'effects.shuffleAdoption',
  'effects.weightedDifference',
  'equity.adverseImpact',
  'equity.fractionalRanks',
  'equity.isDominated',
  'equity.twoProportionZ',
  'mastery.calibration',
  'mastery.logLoss',
  'mastery.predictPractice',
];

describe('the reference of the models', () => {
  it('sees every export of the package', () => {
    const seen = new Set(all.map(({ name }) => name));
    expect(Object.keys(science).filter((name) => name !== 'version' && !seen.has(name))).toEqual([]);
    expect(all.length).toBeGreaterThan(400);
  });

  it('has a docstring for every export', () => {
    expect(namesOf(all.filter(({ doc }) => doc.length < 12))).toEqual([]);
  });

  it('says of every function that refuses what it refuses', () => {
    const silent = all.filter(
      ({ kind, refuses, doc }) => kind === 'function' && refuses && !/refuse/i.test(doc),
    );
    expect(namesOf(silent)).toEqual([]);
  });

  it('names the source of every statistical method, by year', () => {
    const families = ['regression', 'survival', 'effects', 'equity', 'mastery'];
    const unsourced = all.filter(
      ({ kind, family, doc }) =>
        kind === 'function' && families.includes(family) && !/\b(18|19|20)\d\d\b/.test(doc),
    );
    expect(namesOf(unsourced).sort()).toEqual([...PLAIN].sort());
  });
});
