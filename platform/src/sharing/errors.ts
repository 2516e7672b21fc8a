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
  claim_link_unknown: {
    status: 404,
    title: 'This is no link to claim a credential.',
    remedy:
      'Nothing was changed. Open the link from the mail itself, whole; or ask the issuer to mail it again.',
  },
  claim_link_used: {
    status: 409,
    title: 'This link was used before.',
    remedy:
      'Nothing was changed. `data.outcome` says for what: if the credential was claimed, sign in and find it in your record.',
  },
  claim_link_expired: {
    status: 410,
    title: 'The time of this link is over.',
    remedy: 'Nothing was changed and nothing is lost. Ask the issuer to mail the link again.',
  },
  claim_wrong_person: {
    status: 403,
    title: 'Somebody else is signed in on this device.',
    remedy:
      'Nothing was changed, and the link still works. Sign out, or open it in another browser; if the credential is not yours, say so on the page.',
  },
  claim_award_revoked: {
    status: 410,
    title: 'The issuer has revoked this credential.',
    remedy: 'Nothing was claimed. Ask the issuer.',
  },
});
