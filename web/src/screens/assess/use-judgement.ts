import { useState } from 'react';
import { keepDraft, readDraft } from '../../parts/form/draft.ts';

/** What an assessor has chosen and written about one round of a submission, and has not sent. */
export interface Judgement {
  /** Level by criterion. */
  readonly levels: Readonly<Record<string, string>>;
  /** Words for the learner by criterion. */
  readonly comments: Readonly<Record<string, string>>;
  /** Why the submission is given back. */
  readonly note: string;
}

const none: Judgement = { levels: {}, comments: {}, note: '' };

const textsOf = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/** A judgement at work. */
export interface Work {
  readonly judgement: Judgement;
  /** When what is shown was chosen, if it was kept from an earlier visit. */
  readonly keptAt: string | null;
  readonly setLevel: (criterionId: string, levelId: string) => void;
  readonly setComment: (criterionId: string, text: string) => void;
  readonly setNote: (note: string) => void;
  /** Forgets what was kept. */
  readonly discard: () => void;
}

/** A judgement that is kept on this device with every change, until it is sent or discarded. */
export function useJudgement(submissionId: string, round: number): Work {
  const key = `judgement ${submissionId} ${String(round)}`;
  const [kept] = useState(() => readDraft(key));
  const [keptAt, setKeptAt] = useState(kept?.at ?? null);
  const [judgement, setJudgement] = useState<Judgement>(() =>
    kept === null
      ? none
      : {
          levels: textsOf(kept.values['levels']),
          comments: textsOf(kept.values['comments']),
          note: typeof kept.values['note'] === 'string' ? kept.values['note'] : '',
        },
  );
  const change = (next: Judgement): void => {
    setJudgement(next);
    keepDraft(key, { at: new Date().toISOString(), values: { ...next } });
  };
  return {
    judgement,
    keptAt,
    setLevel: (criterionId: string, levelId: string): void => {
      change({ ...judgement, levels: { ...judgement.levels, [criterionId]: levelId } });
    },
    setComment: (criterionId: string, text: string): void => {
      change({ ...judgement, comments: { ...judgement.comments, [criterionId]: text } });
    },
    setNote: (note: string): void => {
      change({ ...judgement, note });
    },
    discard: (): void => {
      keepDraft(key, null);
      setKeptAt(null);
      setJudgement(none);
    },
  };
}
