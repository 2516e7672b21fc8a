import { defineErrors } from '#kernel';

/** Why nothing, or nothing useful, came back from outside. */
export const errors = defineErrors({
  fetch_blocked: {
    status: 422,
    title: 'This address may not be asked.',
    remedy:
      'Nothing was sent. Use an https address on port 443 or 8443 of a host that is publicly reachable.',
  },
  fetch_failed: {
    status: 502,
    title: 'The other side could not be reached.',
    remedy: 'Nothing was changed. Try again later, or look at the address.',
  },
  fetch_too_large: {
    status: 502,
    title: 'The answer of the other side is too large.',
    remedy: 'Nothing was changed. Documents of at most 1 MiB are read.',
  },
  mail_unknown: {
    status: 404,
    title: 'There is no such mail.',
    remedy: 'Nothing was changed. It may have been sent, deleted, or kept for its 30 days.',
  },
  mail_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
