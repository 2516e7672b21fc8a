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
  email_unproven: {
    status: 403,
    title: 'Credentials wait under this mail address, and nothing proves that it is yours.',
    remedy: 'Nothing was changed. Ask whoever runs this server to open your account.',
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
});
