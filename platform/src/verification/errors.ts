import { defineErrors } from '#kernel';

/** What the verification rung answers with; what is wrong with a document is a verdict, not an error. */
export const errors = defineErrors({
  document_unreachable: {
    status: 502,
    title: 'The document cannot be fetched from its address.',
    remedy: 'Nothing was judged. Check the address, or hand in the document itself.',
  },
  document_too_large: {
    status: 413,
    title: 'The document is larger than a credential may be.',
    remedy: 'Nothing was judged. Credentials are at most 1 MiB of JSON.',
  },
  trusted_issuer_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
  verification_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
  trusted_issuer_unknown: {
    status: 404,
    title: 'The issuer is not on the trust list.',
    remedy: 'Nothing was changed. Check the issuer id.',
  },
});
