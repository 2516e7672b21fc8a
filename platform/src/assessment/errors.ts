import { defineErrors } from '#kernel';

/** What the assessment rung answers with. */
export const errors = defineErrors({
  rubric_missing: {
    status: 409,
    title: 'The badge version has no rubric.',
    remedy: 'Nothing was changed. The issuer sets a rubric first; then evidence can be handed in and judged.',
  },
  rubric_invalid: {
    status: 422,
    title: 'The rubric contradicts itself.',
    remedy: 'Nothing was changed. Mend what the detail names and send the rubric again.',
  },
  rubric_frozen: {
    status: 409,
    title: 'The rubric is in use and cannot change.',
    remedy: 'Nothing was changed. Revise the badge: the next version takes a new rubric.',
  },
  evidence_invalid: {
    status: 422,
    title: 'An item of evidence cannot be taken.',
    remedy: 'Nothing was handed in. Mend the item that the detail names and send the submission again.',
  },
  submission_not_found: {
    status: 404,
    title: 'There is no such submission.',
    remedy: 'Nothing was changed. Check the submission id.',
  },
  submission_open: {
    status: 409,
    title: 'An earlier submission for this badge version is still open.',
    remedy: 'Nothing was changed. Wait for its decision, or hand in again the one that was returned.',
  },
  submission_needless: {
    status: 409,
    title: 'Mastery of this badge version was decided already.',
    remedy: 'Nothing was changed. No further submission is needed.',
  },
  submission_returned: {
    status: 409,
    title: 'The submission was returned to the learner.',
    remedy: 'Nothing was changed. It can be judged when the learner has handed it in again.',
  },
  submission_not_returned: {
    status: 409,
    title: 'The submission was not returned.',
    remedy:
      'Nothing was changed. Only a returned submission takes new evidence; after a decision, make a new one.',
  },
  submission_decided: {
    status: 409,
    title: 'The submission was decided already.',
    remedy: 'Nothing was changed. A decision is final; after "not yet" the learner makes a new submission.',
  },
  submission_locked: {
    status: 409,
    title: 'A colleague is judging the submission.',
    remedy:
      'Nothing was changed. Take another one, or come back when the time that the detail names is over.',
  },
  judgement_draft_invalid: {
    status: 422,
    title: 'The draft does not fit the rubric.',
    remedy:
      'The draft was not saved. Name each criterion of the rubric at most once, with one of its own levels.',
  },
  score_invalid: {
    status: 422,
    title: 'The scores do not fit the rubric.',
    remedy: 'Nothing was decided. Score every criterion of the rubric once, each with one of its own levels.',
  },
  score_missing: {
    status: 422,
    title: 'The scores do not decide every criterion.',
    remedy: 'Nothing was decided. Let an assessor judge, or hand in the scores that the rubric names.',
  },
  assessor_conflict: {
    status: 403,
    title: 'Nobody judges their own submission.',
    remedy: 'Nothing was decided. Ask another assessor.',
  },
  submission_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
