import { defineErrors } from '#kernel';

/** What the sharing rung answers with. */
export const errors = defineErrors({
  credential_unknown: {
    status: 404,
    title: 'There is no such credential.',
    remedy: 'Nothing was changed. Check the id; a credential in somebody else’s space is not visible here.',
  },
  consent_unknown: {
    status: 404,
    title: 'There is no such consent.',
    remedy: 'Nothing was changed. Check the id.',
  },
  consent_closed: {
    status: 409,
    title: 'The consent has ended.',
    remedy: 'Nothing was changed. A consent that ended stays ended; the person can give a new one.',
  },
  consent_end_invalid: {
    status: 422,
    title: 'The end of the consent cannot be used.',
    remedy: 'Nothing was changed. Choose a time that is ahead, and at most five years away.',
  },
  asker_unknown: {
    status: 422,
    title: 'The organisation to share with is not known here.',
    remedy: 'Nothing was changed. Check the id; credentials are shared with organisations, not with people.',
  },
  sharing_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
