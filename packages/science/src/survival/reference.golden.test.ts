import { expect, it } from 'vitest';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  aalenJohansen,
  acceleratedFailure,
  coxRegression,
  incidenceAt,
  kaplanMeier,
  logRank,
  proportionalHazards,
  survivalAt,
  type CoxFit,
} from './index.ts';

const estimates = (fit: CoxFit): number[] => fit.coefficients.map((c) => c.estimate);
const errors = (fit: CoxFit): number[] => fit.coefficients.map((c) => c.standardError);
const close = (got: readonly number[], want: readonly number[]): void =>
  want.forEach((w, i) => expect(Math.abs(got[i]! / w - 1), `${got[i]} for ${w}`).toBeLessThan(1e-6));

// Beyond T1 to T4: the same table through other forms of the methods. Figures computed with R 4.2.2, survival 3.5-3.
describeShared('Rossi recidivism, further forms (R survival 3.5-3)', 'golden/rossi.csv', (table) => {
  const get = (name: string): number[] => numbers(table, name);
  const [time, event, age, prio, race] = [get('week'), get('arrest'), get('age'), get('prio'), get('race')];
  const predictors = { fin: get('fin'), age, prio };

  it('the test of proportional hazards by rank, time and logarithm of time (cox.zph)', () => {
    const all = { fin: get('fin'), age, race, wexp: get('wexp'), mar: get('mar'), paro: get('paro'), prio };
    const fit = coxRegression({ time, event, predictors: all });
    const rank = proportionalHazards(fit, 'rank');
    close(
      [...rank.terms.map((t) => t.statistic), rank.global.statistic],
      [
        1.3838084514, 0.8964214616, 2.2599781512, 4.1596837532, 0.0895921418, 0.0218516557, 1.6408034519,
        11.0251834071,
      ],
    );
    expect(rank.global.pValue).toBeCloseTo(0.1375242989, 8);
    const identity = proportionalHazards(fit, 'identity');
    close([identity.terms[1]!.statistic, identity.global.statistic], [6.61594378929, 18.18268703913]);
    const log = proportionalHazards(fit, 'log');
    close([log.terms[1]!.statistic, log.global.statistic], [8.2314983419, 17.6615705707]);
  });

  it('strata with tied events, Efron and Breslow, with concordance within strata', () => {
    const fit = coxRegression({ time, event, predictors, stratum: race });
    close(estimates(fit), [-0.3641719235, -0.0674582342, 0.100748177]);
    close(errors(fit), [0.1906664336, 0.0209346229, 0.0271436952]);
    close([fit.nullLogLikelihood, fit.logLikelihood], [-636.9269673, -621.8951946]);
    close([fit.concordance!.estimate, fit.concordance!.standardError], [0.625372738, 0.0289578372]);
    const breslow = coxRegression({ time, event, predictors, stratum: race, ties: 'breslow' });
    close(estimates(breslow), [-0.3628420465, -0.0671560882, 0.1003437543]);
  });

  it('entries after the start: Cox and Kaplan–Meier of left-truncated times', () => {
    const entry = time.map((t, i) => Math.min(t - 1, age[i]! > 25 ? 4 : 0));
    const fit = coxRegression({ time, event, entry, predictors });
    close(estimates(fit), [-0.3471228957, -0.0643807589, 0.0966914041]);
    close(errors(fit), [0.1902606566, 0.0208868033, 0.0272699996]);
    const curve = kaplanMeier({ time, event, entry });
    const at = [10, 26, 52].map((t) => survivalAt(curve, t));
    close(
      at.map((e) => e.estimate),
      [0.961447784, 0.871528208, 0.733190397],
    );
    close(
      at.map((e) => e.standardError),
      [0.00988514717, 0.01637756224, 0.02140466784],
    );
    close(
      at.map((e) => e.interval[0]),
      [0.942267159, 0.840012715, 0.692415686],
    );
  });

  it('errors robust by row and by cluster (Lin and Wei), and case weights with ties', () => {
    const clustered = coxRegression({ time, event, predictors, clusters: age.map((v) => v % 7) });
    close(errors(clustered), [0.2398212592, 0.0161415986, 0.0308631495]);
    const robust = coxRegression({ time, event, predictors, errors: 'robust' });
    close(errors(robust), [0.1911205071, 0.0234522663, 0.0270252616]);
    const weighted = coxRegression({
      time,
      event,
      predictors: { fin: predictors.fin, age, race },
      weights: prio.map((v) => (v > 2 ? 2 : 1)),
    });
    close(estimates(weighted), [-0.3728336001, -0.0755075224, 0.3574206835]);
    close(errors(weighted), [0.1535925972, 0.0172437508, 0.2379563653]);
  });

  it('three groups: log-rank 20.14121, within strata 20.45693, Peto–Peto 19.07147 (survdiff)', () => {
    const group = age.map((v) => (v <= 20 ? 'to 20' : v <= 25 ? 'to 25' : 'over 25'));
    const test = logRank({ time, event, group });
    close([test.statistic], [20.14121354]);
    expect(test.degrees).toBe(2);
    close(
      ['to 20', 'to 25', 'over 25'].map((name) => test.groups.find((g) => g.group === name)!.expected),
      [30.8195395, 48.256641, 34.9238195],
    );
    close([logRank({ time, event, group, stratum: race }).statistic], [20.45693238]);
    close([logRank({ time, event, group, rho: 1 }).statistic], [19.07147049]);
  });

  it('two causes of arrest: cumulative incidences at 20, 40 and 52 weeks (survfit)', () => {
    const cause = event.map((e, i) => (e === 0 ? 0 : prio[i]! > 3 ? 2 : 1));
    const risks = aalenJohansen({ time, cause });
    close(
      [20, 40, 52].flatMap((t) => [incidenceAt(risks, 1, t).estimate, incidenceAt(risks, 2, t).estimate]),
      [0.0462962963, 0.0462962963, 0.1157407407, 0.0810185185, 0.162037037, 0.1018518519],
    );
  });

  it('log-normal, log-logistic and exponential times (survreg)', () => {
    const fit = (distribution: 'log-normal' | 'log-logistic' | 'exponential') => {
      const made = acceleratedFailure({ time, event, predictors, distribution });
      return [
        ...made.coefficients.map((c) => c.estimate),
        made.coefficients[1]!.standardError,
        made.logLikelihood,
      ];
    };
    close(
      fit('log-normal'),
      [3.9785379609, 0.3225896155, 0.0379370534, -0.0755447804, 0.1667579736, -687.4410348772],
    );
    close(
      fit('log-logistic'),
      [3.6572126127, 0.2581876802, 0.045512459, -0.074275037, 0.1452455079, -682.9318000381],
    );
    close(
      fit('exponential'),
      [3.7614235647, 0.3352123567, 0.0649855097, -0.0910558715, 0.1900921828, -688.3758523737],
    );
  });
});
