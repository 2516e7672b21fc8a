import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { judged, unanswered, type Finding } from './findings.ts';

/** Whether an issuer that was proven is one that the policy recognises. */
export function trustFinding(issuer: string | undefined, session: Session): Finding {
  const { trustedIssuers, requireTrustedIssuer } = session.policy;
  if (trustedIssuers === undefined && requireTrustedIssuer !== true)
    return unanswered('no list of issuers was handed in');
  const unlisted: Fault = fault('issuer-untrusted', '/issuer', 'the issuer is not one that is recognised');
  return judged(issuer !== undefined && trustedIssuers?.includes(issuer) === true ? undefined : unlisted);
}
