import { isObject, listOf, member, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import { typesOf } from '../shapes/credential.ts';

/** One `credentialStatus` entry of a bit list, read strictly. */
export interface BitEntry {
  kind: 'bitstring' | 'list2021';
  listUrl: string;
  index: number;
  purpose: string;
  entryBits: number;
  /** Meanings by value, where the entry has them. */
  messages: ReadonlyMap<number, string>;
}

const INDEX = /^(?:0|[1-9][0-9]{0,15})$/;

/** Reads a `BitstringStatusListEntry` or `StatusList2021Entry`. */
export function readBitEntry(entry: JsonObject, at: string): { entry: BitEntry } | { fault: Fault } {
  const wrong = (name: string, detail: string): { fault: Fault } => ({
    fault: fault('status-invalid', `${at}/${name}`, detail),
  });
  const index = member(entry, 'statusListIndex');
  if (typeof index !== 'string' || !INDEX.test(index) || !Number.isSafeInteger(Number(index)))
    return wrong('statusListIndex', 'must be a decimal number without leading zeros, as a string');
  const listUrl = member(entry, 'statusListCredential');
  if (typeof listUrl !== 'string') return wrong('statusListCredential', 'must be a URL');
  const purpose = member(entry, 'statusPurpose');
  if (typeof purpose !== 'string' || purpose === '') return wrong('statusPurpose', 'must be a word');
  const isBitstring = typesOf(entry).includes('BitstringStatusListEntry');
  const size = readSize(entry);
  if (size === undefined) return wrong('statusSize', 'must be a number of bits from 1 to 8');
  const messages = readMessages(member(entry, 'statusMessage'), size);
  if (messages === undefined || (size > 1 && messages.size === 0))
    return wrong('statusMessage', 'must give every value of the entry its meaning');
  return {
    entry: {
      kind: isBitstring ? 'bitstring' : 'list2021',
      listUrl,
      index: Number(index),
      purpose,
      entryBits: isBitstring ? size : 1,
      messages,
    },
  };
}

function readSize(entry: JsonObject): number | undefined {
  const size = member(entry, 'statusSize');
  if (size === undefined) return 1;
  return typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 8 ? size : undefined;
}

/** The messages by value (`0x0` …), one for each value if there is any; undefined where they are not well formed. */
function readMessages(value: JsonValue | undefined, bits: number): Map<number, string> | undefined {
  const messages = new Map<number, string>();
  for (const item of listOf(value)) {
    const status = isObject(item) ? member(item, 'status') : undefined;
    const text = isObject(item) ? member(item, 'message') : undefined;
    if (typeof status !== 'string' || typeof text !== 'string' || !/^0x[0-9a-fA-F]{1,2}$/.test(status))
      return undefined;
    messages.set(Number.parseInt(status.slice(2), 16), text);
  }
  return value === undefined || messages.size === 2 ** bits ? messages : undefined;
}
