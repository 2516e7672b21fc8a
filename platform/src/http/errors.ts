import { defineErrors } from '#kernel';

/** What the HTTP door answers by itself, before or around a use case. */
export const errors = defineErrors({
  request_invalid: {
    status: 422,
    title: 'The request has fields that cannot be used.',
    remedy:
      'Nothing was changed. Correct the fields that `errors` names by JSON pointer, then send it again.',
  },
  json_malformed: {
    status: 400,
    title: 'The body is not JSON.',
    remedy: 'Nothing was changed. Send one JSON value in UTF-8.',
  },
  media_type_unsupported: {
    status: 415,
    title: 'This address does not take a body of that type.',
    remedy: 'Nothing was changed. Set Content-Type to a type that the reference names.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is larger than this address takes.',
    remedy: 'Nothing was changed. Send less at once; the limit is in the detail.',
  },
  credentials_missing: {
    status: 401,
    title: 'This address needs a signed-in person or an API key.',
    remedy: 'Nothing was changed. Sign in, or send `Authorization: Bearer rk_…`.',
  },
  api_key_invalid: {
    status: 401,
    title: 'The API key is not one that may be used.',
    remedy: 'Nothing was changed. Check that it is complete and was neither revoked nor left to expire.',
  },
  access_token_invalid: {
    status: 401,
    title: 'The access token is not one that may be used.',
    remedy: 'Nothing was changed. Get a new one at /oauth/token; it works for 15 minutes.',
  },
  person_required: {
    status: 403,
    title: 'This address serves a signed-in person, not an API key.',
    remedy: 'Nothing was changed. Sign in as the person whose space it is.',
  },
  right_missing: {
    status: 403,
    title: 'Your roles, or the scopes of the key, do not include this.',
    remedy:
      'Nothing was changed. Ask an administrator of the organisation, or an operator of the instance, for the right that is named.',
  },
  request_cross_site: {
    status: 403,
    title: 'A change with a session cookie must come from this site itself.',
    remedy: 'Nothing was changed. Programs use an API key instead of a cookie.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here that you can see.',
    remedy: 'Nothing was changed. Check the id, and that you belong to its organisation.',
  },
  route_unknown: {
    status: 404,
    title: 'This address does not exist.',
    remedy: 'Nothing was changed. /docs lists every address.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not answer that method.',
    remedy: 'Nothing was changed. The Allow header lists the methods that it answers.',
  },
  rate_limit_exceeded: {
    status: 429,
    title: 'Too many requests in a short time.',
    remedy: 'This request was not carried out. Wait as long as Retry-After says.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'An Idempotency-Key has 1 to 255 printable characters.',
    remedy: 'Nothing was changed. Use a UUID, for example.',
  },
  idempotency_key_in_use: {
    status: 409,
    title: 'A request with this Idempotency-Key is still at work.',
    remedy: 'This request was not carried out. Ask again in a moment for the answer of the first one.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request.',
    remedy: 'This request was not carried out. Choose a new key for a new request.',
  },
  server_failed: {
    status: 500,
    title: 'Something went wrong here.',
    remedy:
      'Ask the operator, with the request id; the log has the cause. A keyed request may be sent again.',
  },
  port_unavailable: {
    status: 500,
    title: 'The server cannot listen on its port.',
    remedy: 'Nothing was started. Set PORT to a free port, or to 0 to have one picked.',
  },
});
