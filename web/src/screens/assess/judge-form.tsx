import { Textarea } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeText } from '../../words/index.ts';
import styles from './submission.module.css';
import type { Work } from './use-judgement.ts';

/** The rubric of the submission's version. */
export interface Rubric {
  readonly criteria: readonly Criterion[];
  readonly thresholdNumerator: number;
  readonly thresholdDenominator: number;
}

interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly weight: number;
  readonly mustPass?: string | undefined;
  readonly levels: readonly {
    readonly id: string;
    readonly name: string;
    readonly points: number;
    readonly description?: string | undefined;
  }[];
}

/** Why somebody may look but not decide: they lack the right, it is their own work, or it was dealt with meanwhile. */
export type Hindrance = 'right' | 'own' | 'taken' | null;

/** The rubric to be filled in, criterion by criterion. */
export function JudgeForm({
  rubric,
  work,
  hindrance,
}: {
  readonly rubric: Rubric;
  readonly work: Work;
  readonly hindrance: Hindrance;
}): ReactNode {
  const { t } = useTranslation();
  const { judgement, keptAt } = work;
  const weights = rubric.criteria.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      {keptAt !== null && (
        <p className={styles['kept']} role="status">
          {t('parts.form.kept', { date: timeText(keptAt) })}{' '}
          <button type="button" className="as-link" onClick={work.discard}>
            {t('parts.form.discard')}
          </button>
        </p>
      )}
      {hindrance !== null && hindrance !== 'taken' && (
        <p className={styles['note']}>{t(`assess.hindrances.${hindrance}`)}</p>
      )}
      {rubric.criteria.map((criterion) => (
        <CriterionField
          key={criterion.id}
          criterion={criterion}
          weights={weights}
          level={judgement.levels[criterion.id]}
          comment={judgement.comments[criterion.id] ?? ''}
          isDisabled={hindrance !== null}
          setLevel={(levelId) => {
            work.setLevel(criterion.id, levelId);
          }}
          setComment={(text) => {
            work.setComment(criterion.id, text);
          }}
        />
      ))}
    </>
  );
}

/** The first radio of a criterion, to lead the keyboard to it. */
export const criterionField = (criterionId: string): string => `criterion-${criterionId}`;

function CriterionField({
  criterion,
  weights,
  level,
  comment,
  isDisabled,
  setLevel,
  setComment,
}: {
  readonly criterion: Criterion;
  readonly weights: number;
  readonly level: string | undefined;
  readonly comment: string;
  readonly isDisabled: boolean;
  readonly setLevel: (levelId: string) => void;
  readonly setComment: (text: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const least = criterion.levels.find(({ id }) => id === criterion.mustPass);
  const most = Math.max(...criterion.levels.map(({ points }) => points));
  const pick = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLInputElement) || isDisabled) return;
    const found = /^[1-9]$/.test(event.key) ? criterion.levels[Number(event.key) - 1] : undefined;
    if (found !== undefined) setLevel(found.id);
  };
  return (
    <fieldset className={styles['criterion']} onKeyDown={pick}>
      <legend>
        <b>{criterion.name}</b>{' '}
        <span className="soft">{t('assess.weight', { weight: criterion.weight, weights })}</span>
      </legend>
      {criterion.description !== undefined && <p className="soft">{criterion.description}</p>}
      {least !== undefined && <p className={styles['least']}>{t('assess.least', { level: least.name })}</p>}
      <div className={styles['levels']}>
        {criterion.levels.map(({ id, name, points, description }, i) => (
          <label key={id} className={styles['level']} data-chosen={level === id}>
            <input
              type="radio"
              id={i === 0 ? criterionField(criterion.id) : undefined}
              name={criterionField(criterion.id)}
              checked={level === id}
              disabled={isDisabled}
              onChange={() => {
                setLevel(id);
              }}
            />
            <span>
              {name} <span className="soft">{t('assess.points', { points, most })}</span>
              {description !== undefined && <span className={styles['about']}>{description}</span>}
            </span>
          </label>
        ))}
      </div>
      {(!isDisabled || comment !== '') && (
        <Textarea
          label={t('assess.comment', { criterion: criterion.name })}
          labelProps={{ className: styles['commentLabel'] }}
          rows={2}
          maxLength={5_000}
          readOnly={isDisabled}
          value={comment}
          onChange={(event) => {
            setComment(event.currentTarget.value);
          }}
        />
      )}
    </fieldset>
  );
}
