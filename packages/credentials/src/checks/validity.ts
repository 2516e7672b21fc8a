import { readDateTime } from '../dates/index.ts';
import type { JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { endOf, modelVersion, startOf } from '../shapes/credential.ts';

/** Whether the document is in force at the session's time, give or take the skew of clocks. */
export function validityFault(document: JsonObject, session: Session): Fault | undefined {
  const isFirst = modelVersion(document) === 1;
  const [start, end] = [startOf(document), endOf(document)];
  const [from, until] = [readDateTime(start), readDateTime(end)];
  if (from !== undefined && from > session.now + session.skewMs) {
    return fault('not-yet-valid', isFirst ? '/issuanceDate' : '/validFrom', 'not valid yet');
  }
  if (until !== undefined && until < session.now - session.skewMs) {
    return fault('expired', isFirst ? '/expirationDate' : '/validUntil', 'no longer valid');
  }
  return undefined;
}
