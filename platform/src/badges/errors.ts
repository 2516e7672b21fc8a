import { defineErrors } from '#kernel';

/** What the badges rung answers with. */
export const errors = defineErrors({
  badge_not_found: {
    status: 404,
    title: 'There is no such badge or version.',
    remedy:
      'Nothing was changed. Check the badge id and the version number; drafts are seen by their owner only.',
  },
  badge_version_closed: {
    status: 409,
    title: 'This badge version is not open.',
    remedy:
      'Nothing was changed. Only a published version takes evidence and awards; use the open version, or publish one.',
  },
  badge_draft_exists: {
    status: 409,
    title: 'The badge has a draft already.',
    remedy: 'Nothing was changed. Edit or publish that draft first: a badge has one draft at a time.',
  },
  badge_draft_missing: {
    status: 409,
    title: 'The badge has no draft.',
    remedy:
      'Nothing was changed. A published version is never edited: revise the badge to open its next draft.',
  },
  badge_draft_conflict: {
    status: 409,
    title: 'Somebody changed the draft in the meantime.',
    remedy: 'Nothing was changed. Load the draft again, apply your change to it, and send its new revision.',
  },
  badge_image_invalid: {
    status: 422,
    title: 'The picture cannot be used.',
    remedy:
      'Nothing was changed. Send a PNG, or an SVG of plain shapes without scripts, styles sheets, external links or entities; or leave it out and one is drawn.',
  },
  badge_image_contrast: {
    status: 422,
    title: 'The text would be hard to read on its ground.',
    remedy: 'Nothing was changed. Choose colours further apart: `data.ratio` has to reach 4.5.',
  },
  badge_image_letters: {
    status: 422,
    title: 'The text has letters that the bundled typeface does not have.',
    remedy:
      'Nothing was changed. Use Latin, Greek or Cyrillic letters, leave the text out, or upload a picture.',
  },
  badge_alignment_unknown: {
    status: 422,
    title: 'A framework has no such competency.',
    remedy: 'Nothing was changed. Search the framework for the code, or leave the alignment out.',
  },
  badge_alignment_repeated: {
    status: 422,
    title: 'A competency is aligned twice.',
    remedy: 'Nothing was changed. Name each competency once, with one level.',
  },
  badge_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
