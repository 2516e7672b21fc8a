import { issue, type VerificationPolicy } from '@rungs/credentials';
import { isObject, listOf, member, type JsonObject } from '@rungs/credentials/json';
import {
  createStatusList,
  setStatus,
  statusEntry,
  statusListCredential,
  type StatusEntry,
  type StatusList,
} from '@rungs/credentials/status';
import type { Signer } from '@rungs/credentials';

/** The status lists of one issuer: they hand out entries, set them, and publish themselves. */
export interface StatusLists {
  /** A credential with an entry of its own; `bits` above 1 adds an entry of that size with its messages. */
  withEntry(credential: JsonObject, bits: number): JsonObject;
  /** Sets or clears the entry of a credential by its id; false where it has none. */
  set(credentialId: string, value: number): boolean;
  /** The signed list at a path of this server, or undefined where there is none. */
  at(path: string): Promise<string | undefined>;
}

const DAY_MS = 86_400_000;
const MAX_BITS = 8;

interface OwnList {
  purpose: 'revocation' | 'message';
  list: StatusList;
}

/** Makes the lists of an issuer at an origin; `now` is the time at which they are signed. */
export function statusLists(options: {
  origin: string;
  issuer: string;
  signer: Signer;
  policy: VerificationPolicy;
  now: () => Date;
}): StatusLists {
  const { origin, issuer, signer, policy, now } = options;
  const lists = new Map<string, OwnList>([
    ['/status/revocation', { purpose: 'revocation', list: createStatusList() }],
  ]);
  const entries = new Map<string, number>();
  let next = 0;

  /** The last entry of a credential carries its revocation; the numbers run on over all lists. */
  function entriesFor(id: string, bits: number): StatusEntry[] {
    const index = next++;
    entries.set(id, index);
    const reference = `${origin}/status/about`;
    const revocation = statusEntry({
      list: `${origin}/status/revocation`,
      index,
      purpose: 'revocation',
      messages: ['in force', 'revoked'],
      reference,
    });
    if (bits === 1) return [revocation];
    const path = `/status/message-${bits}`;
    if (!lists.has(path)) lists.set(path, { purpose: 'message', list: createStatusList(131_072, bits) });
    const messages = Array.from({ length: 2 ** bits }, (_, value) => `message ${value}`);
    return [
      revocation,
      statusEntry({ list: origin + path, index, purpose: 'message', size: bits, messages, reference }),
    ];
  }

  return {
    withEntry(credential, bits) {
      const size = Number.isInteger(bits) && bits >= 1 && bits <= MAX_BITS ? bits : 1;
      const id = member(credential, 'id');
      const added = entriesFor(typeof id === 'string' ? id : '', size);
      const earlier = listOf(member(credential, 'credentialStatus'));
      const all = [...earlier, ...added];
      return { ...credential, credentialStatus: all.length === 1 ? added[0] : all } as JsonObject;
    },
    set(credentialId, value) {
      const index = entries.get(credentialId);
      const own = lists.get('/status/revocation');
      if (index === undefined || own === undefined) return false;
      setStatus(own.list, index, value);
      return true;
    },
    async at(path) {
      const own = lists.get(path);
      if (own === undefined) return undefined;
      const content = await statusListCredential({
        id: origin + path,
        issuer,
        purpose: own.purpose,
        list: own.list,
        validFrom: new Date(now().getTime() - DAY_MS),
        validUntil: new Date(now().getTime() + DAY_MS),
        ttlMs: 300_000,
      });
      return issue(content, { signer, now: now(), policy });
    },
  };
}

/** The credential id and the value in a request that sets a status (VC-API, section 3.2.3), or undefined. */
export function statusChange(body: JsonObject): { id: string; value: number } | undefined {
  const [id, status] = [member(body, 'credentialId'), member(body, 'credentialStatus')];
  if (typeof id !== 'string' || !isObject(status)) return undefined;
  return { id, value: member(body, 'status') === false ? 0 : 1 };
}
