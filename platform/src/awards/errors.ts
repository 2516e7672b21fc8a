import { defineErrors } from '#kernel';

/** What the awards rung answers with. */
export const errors = defineErrors({
  award_unknown: {
    status: 404,
    title: 'There is no such award.',
    remedy: 'Nothing was changed. Check the id; an award of another organisation is not visible here.',
  },
  award_revoked: {
    status: 409,
    title: 'The award is revoked, and that is final.',
    remedy:
      'Nothing was changed. Issue the badge again under another grant key if it was revoked by mistake.',
  },
  issuer_unknown: {
    status: 404,
    title: 'There is no such issuing organisation.',
    remedy: 'Nothing was issued. Check the id of the organisation.',
  },
  recipient_unknown: {
    status: 422,
    title: 'The recipient is not a contact of this organisation.',
    remedy: 'Nothing was issued to this person. Add the person with name and e-mail first.',
  },
  credential_refused: {
    status: 422,
    title: 'The credential would not be accepted by a verifier.',
    remedy: 'Nothing was issued for this grant. Correct the badge or the recipient as the detail says.',
  },
  credential_unsound: {
    status: 500,
    title: 'A signed credential did not pass its own check.',
    remedy: 'Nothing was issued; the attempt is written down and its id and status index are not used again.',
  },
  issuing_interrupted: {
    status: 503,
    title: 'The issuer key changed while credentials were being signed.',
    remedy: 'Nothing was issued twice. Repeat the request; it continues where it stopped.',
  },
  award_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
  batch_unknown: {
    status: 404,
    title: 'There is no such batch.',
    remedy: 'Nothing was changed. Check the id; a batch of another organisation is not visible here.',
  },
  batch_key_reused: {
    status: 422,
    title: 'The key of this batch was used for another one.',
    remedy:
      'Nothing was changed. Use a new key for a new request, or send the first request again unchanged.',
  },
  action_unknown: {
    status: 404,
    title: 'There is no such action.',
    remedy: 'Nothing was changed. Check the id; an action of another organisation is not visible here.',
  },
  action_key_reused: {
    status: 422,
    title: 'The key of this action was used for another one.',
    remedy:
      'Nothing was changed. Use a new key for a new request, or send the first request again unchanged.',
  },
  action_ended: {
    status: 409,
    title: 'The action was carried out already.',
    remedy: 'Nothing was changed. Take it back where that is possible: a suspension can be lifted.',
  },
  action_running: {
    status: 409,
    title: 'The action has not ended yet.',
    remedy: 'Nothing was changed. Call it off, or wait until it is done, then take it back.',
  },
  action_not_undoable: {
    status: 409,
    title: 'This kind of action cannot be taken back.',
    remedy:
      'Nothing was changed. A revocation is final: issue the badge again under another grant key. A mail that was sent is sent.',
  },
});
