import { CREDENTIALS_V2 } from '../contexts/index.ts';
import { writeDateTime } from '../dates/index.ts';
import { encodeStatusList, type StatusList } from './bitstring.ts';

/** What a bit of a list says when it is set. */
export type StatusPurpose = 'revocation' | 'suspension' | 'message' | 'refresh';

/** What a `BitstringStatusListCredential` is made from. */
export interface StatusListContent {
  /** The URL at which the list will be found; it becomes the credential's id. */
  id: string;
  issuer: string;
  purpose: StatusPurpose;
  list: StatusList;
  validFrom: Date;
  validUntil?: Date;
  /** Milliseconds for which a verifier may keep the list. */
  ttlMs?: number;
}

/** Builds the unsigned `BitstringStatusListCredential` (VC 2.0 context) of a list; sign it with `issue`. */
export async function statusListCredential(content: StatusListContent): Promise<object> {
  const { id, issuer, purpose, list, validFrom, validUntil, ttlMs } = content;
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: writeDateTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: writeDateTime(validUntil) }),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: await encodeStatusList(list),
      ...(ttlMs === undefined ? {} : { ttl: ttlMs }),
    },
  };
}

/** What a `credentialStatus` entry is made from. */
export interface StatusEntryContent {
  /** The URL of the list. */
  list: string;
  index: number;
  purpose: StatusPurpose;
}

/** Builds the `BitstringStatusListEntry` that a credential carries; the index is written as a string. */
export function statusEntry({ list, index, purpose }: StatusEntryContent): {
  id: string;
  type: 'BitstringStatusListEntry';
  statusPurpose: StatusPurpose;
  statusListIndex: string;
  statusListCredential: string;
} {
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: list,
  };
}
