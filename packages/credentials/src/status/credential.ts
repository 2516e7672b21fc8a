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
  /** Bits of an entry, 1 to 8; 1 without it. */
  size?: number;
  /** What each value of the entry means: all `2 ** size` of them, in their order from 0. */
  messages?: readonly string[];
  /** Where there is more to read about the status: one URL or several. */
  reference?: string | readonly string[];
}

/** A `BitstringStatusListEntry`; `status` of a message is a hexadecimal number behind `0x`. */
export interface StatusEntry {
  id: string;
  type: 'BitstringStatusListEntry';
  statusPurpose: StatusPurpose;
  statusListIndex: string;
  statusListCredential: string;
  statusSize?: number;
  statusMessage?: { status: string; message: string }[];
  statusReference?: string | readonly string[];
}

/**
 * Builds the `BitstringStatusListEntry` that a credential carries; the index is written as a string. Throws a
 * RangeError where size and messages are not those that the standard allows (section 2.1).
 */
export function statusEntry(content: StatusEntryContent): StatusEntry {
  const { list, index, purpose, size = 1, messages, reference } = content;
  if (!Number.isInteger(size) || size < 1 || size > 8) throw new RangeError('an entry has 1 to 8 bits');
  if (messages === undefined ? size > 1 : messages.length !== 2 ** size)
    throw new RangeError(`an entry of ${size} bits has ${2 ** size} messages`);
  const statusMessage = messages?.map((message, value) => ({ status: `0x${value.toString(16)}`, message }));
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: list,
    ...(content.size === undefined ? {} : { statusSize: size }),
    ...(statusMessage === undefined ? {} : { statusMessage }),
    ...(reference === undefined ? {} : { statusReference: reference }),
  };
}
