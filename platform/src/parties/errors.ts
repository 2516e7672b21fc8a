import { defineErrors } from '#kernel';

/** What this rung answers with. */
export const errors = defineErrors({
  org_unknown: {
    status: 404,
    title: 'There is no such organisation.',
    remedy: 'Nothing was changed. Check the id.',
  },
  person_unknown: {
    status: 404,
    title: 'There is no such person.',
    remedy: 'Nothing was changed. Check the id.',
  },
  person_space_closed: {
    status: 422,
    title: "A person's own space has no members.",
    remedy: 'Nothing was changed. Add members to an organisation.',
  },
  user_unknown: {
    status: 404,
    title: 'There is no such user.',
    remedy: 'Nothing was changed. The person signs up first.',
  },
  user_exists: {
    status: 409,
    title: 'Somebody signs in with this mail address already.',
    remedy: 'Nothing was changed. Sign in, or use another address.',
  },
  password_refused: {
    status: 422,
    title: 'The password is too short or too long.',
    remedy: 'Nothing was changed. Use 8 to 128 characters.',
  },
  member_exists: {
    status: 409,
    title: 'This user is a member already.',
    remedy: 'Nothing was changed. Change the roles of the member instead.',
  },
  member_unknown: {
    status: 404,
    title: 'There is no such member.',
    remedy: 'Nothing was changed. Check the id.',
  },
  manager_last: {
    status: 409,
    title: 'Nobody would be left who manages the organisation.',
    remedy: 'Nothing was changed. Give another member a role that manages it first.',
  },
  operator_exists: {
    status: 409,
    title: 'This user is an operator already.',
    remedy: 'Nothing was changed.',
  },
  operator_unknown: {
    status: 404,
    title: 'There is no such operator.',
    remedy: 'Nothing was changed. Check the id.',
  },
  operator_last: {
    status: 409,
    title: 'Nobody would be left who runs the instance.',
    remedy: 'Nothing was changed. Make another user an operator first.',
  },
  department_unknown: {
    status: 404,
    title: 'There is no such department.',
    remedy: 'Nothing was changed. Check the id.',
  },
  employment_unknown: {
    status: 404,
    title: 'There is no such employment link.',
    remedy: 'Nothing was changed. Check the id.',
  },
  employment_exists: {
    status: 409,
    title: 'The person is invited or linked already.',
    remedy: 'Nothing was changed. End the link before starting another.',
  },
  employment_closed: {
    status: 409,
    title: 'The employment link was confirmed or ended before.',
    remedy: 'Nothing was changed. The employer can invite again once it has ended.',
  },
  api_key_unknown: {
    status: 404,
    title: 'There is no such API key.',
    remedy: 'Nothing was changed. Check the id.',
  },
  api_key_scope_refused: {
    status: 403,
    title: 'An API key cannot do more than the person who makes it.',
    remedy: 'Nothing was changed. Leave out the scopes that are named.',
  },
  api_key_expiry_refused: {
    status: 422,
    title: 'An API key cannot expire in the past.',
    remedy: 'Nothing was changed. Name a later time, or none.',
  },
  party_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
  setup_link_refused: {
    status: 403,
    title: 'The set-up link is unknown, expired or used.',
    remedy: 'Nothing was changed. Start the server again to print a new link.',
  },
  sign_in_refused: {
    status: 401,
    title: 'Address and password do not belong together.',
    remedy: 'Nothing was changed. Try again, or ask for a link by mail.',
  },
  sign_in_throttled: {
    status: 429,
    title: 'Too many attempts to sign in.',
    remedy: 'Nothing was changed. Wait as long as Retry-After says, or use a link that was mailed.',
  },
  sign_in_again: {
    status: 403,
    title: 'This needs the password, or a sign-in of the last minutes.',
    remedy: 'Nothing was changed. Give the password, or sign in again.',
  },
  sign_up_closed: {
    status: 403,
    title: 'Nobody opens an account here by themselves.',
    remedy: 'Nothing was changed. Ask whoever runs this server, or an organisation to invite you.',
  },
  link_unknown: {
    status: 403,
    title: 'This link is not one that was sent from here.',
    remedy: 'Nothing was changed. Check that it is complete, or ask for another one.',
  },
  link_expired: {
    status: 403,
    title: 'The time of this link is over.',
    remedy: 'Nothing was changed. Ask for another one.',
  },
  link_used: {
    status: 403,
    title: 'This link was used before.',
    remedy: 'Nothing was changed. Each link works once; ask for another one.',
  },
  second_factor_refused: {
    status: 401,
    title: 'The code is not the right one.',
    remedy: 'Nothing was changed. Each code works once; wait for the next one, or use a recovery code.',
  },
  second_factor_missing: {
    status: 401,
    title: 'Nobody is in the middle of signing in.',
    remedy: 'Nothing was changed. Sign in with address and password or by link first.',
  },
  two_factor_state: {
    status: 409,
    title: 'Two-factor sign-in is not in the state that this needs.',
    remedy: 'Nothing was changed. Look whether it is on, off, or begun.',
  },
  session_unknown: {
    status: 404,
    title: 'There is no such session.',
    remedy: 'Nothing was changed. It may have ended by itself.',
  },
  department_in_use: {
    status: 409,
    title: 'The department has parts, badges, rights or people.',
    remedy: 'Nothing was changed. Move or end them first.',
  },
  department_circular: {
    status: 422,
    title: 'A department cannot be part of itself.',
    remedy: 'Nothing was changed. Choose another parent.',
  },
  invitation_unknown: {
    status: 404,
    title: 'There is no such invitation.',
    remedy: 'Nothing was changed. Check that the link is complete.',
  },
  invitation_exists: {
    status: 409,
    title: 'This person is invited already.',
    remedy: 'Nothing was changed. Send the open invitation again, or revoke it first.',
  },
  invitation_expired: {
    status: 403,
    title: 'The invitation has expired.',
    remedy: 'Nothing was changed. Ask whoever invited you to send it again.',
  },
  invitation_revoked: {
    status: 403,
    title: 'The invitation was taken back.',
    remedy: 'Nothing was changed. Ask whoever invited you.',
  },
  invitation_used: {
    status: 403,
    title: 'The invitation was accepted before.',
    remedy: 'Nothing was changed. Sign in with the account that accepted it.',
  },
  invitation_closed: {
    status: 409,
    title: 'The invitation is not open any more.',
    remedy: 'Nothing was changed. Invite again.',
  },
  invitation_account_exists: {
    status: 409,
    title: 'There is an account with the address of the invitation.',
    remedy:
      'Nothing was changed. Sign in and accept; somebody else in the same mailbox first opens an account with an address of their own.',
  },
  staff_right_unknown: {
    status: 404,
    title: 'There is no such staff right.',
    remedy: 'Nothing was changed. Check the id.',
  },
  staff_right_beyond: {
    status: 403,
    title: 'Nobody can give more than they have.',
    remedy: 'Nothing was changed. Leave out what is named.',
  },
  staff_right_subject_refused: {
    status: 422,
    title: 'This right needs a department or a badge of the organisation.',
    remedy: 'Nothing was changed. Name one of the organisation’s own.',
  },
  review_unknown: {
    status: 404,
    title: 'There is no such access review.',
    remedy: 'Nothing was changed. Check the id.',
  },
  review_open: {
    status: 409,
    title: 'An access review is open already.',
    remedy: 'Nothing was changed. Finish that one first.',
  },
  review_closed: {
    status: 409,
    title: 'The access review is closed.',
    remedy: 'Nothing was changed. Start another one.',
  },
  review_undecided: {
    status: 409,
    title: 'Not everything in the review has been decided.',
    remedy: 'Nothing was changed. Confirm or withdraw what is left.',
  },
  review_due_refused: {
    status: 422,
    title: 'A review is due later than now.',
    remedy: 'Nothing was changed. Name a later time.',
  },
  oauth_client_unknown: {
    status: 404,
    title: 'There is no such OAuth client.',
    remedy: 'Nothing was changed. Check the id.',
  },
  accent_contrast_low: {
    status: 422,
    title: 'The accent colour cannot be read as text on white.',
    remedy: 'Nothing was changed. Use the darker colour that is suggested, or another one.',
  },
});
