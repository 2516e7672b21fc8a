import { describe, test } from 'vitest';
import { forge, forgeJws } from '../testing/forge.ts';
import { did, other, refuses, signed, signer, type Members, type Row } from '../testing/hostile.ts';
import { badgeAbout, clr, endorsed, endorsement, endorser } from '../testing/inner.ts';
import { MAX_LEVEL } from '../checks/inner.ts';

const token = (document: Members, by = endorser.signer, header: Members = {}): Promise<string> =>
  forgeJws({ alg: 'EdDSA', typ: 'vc+jwt', kid: by.verificationMethod, ...header }, document, by);
const record = (inside: readonly unknown[]): Promise<string> => forge(clr(did, inside), signer);
const inner = async (change: Members = {}): Promise<Members> =>
  JSON.parse(await forge(badgeAbout(endorser.did, undefined, change), endorser.signer)) as Members;
const nested = async (levels: number): Promise<string> => {
  let inside = await token(badgeAbout(did), signer);
  for (let level = 0; level < levels; level++)
    inside = await token(clr(did, [inside], { id: `urn:x:${String(level)}` }), signer);
  return inside;
};

const rows: Row[] = [
  [
    'an endorsement that was altered',
    async () => signed({ endorsement: [{ ...(await endorsed()), name: 'The best' }] }),
    'proof-invalid',
    'credentials',
  ],
  [
    'an endorsement in the name of somebody else',
    async () => signed({ endorsement: [await endorsed({ issuer: other.did })] }),
    'issuer-mismatch',
    'credentials',
  ],
  [
    'an endorsement whose proof was made for another purpose',
    async () => {
      const proof = { proofPurpose: 'authentication' };
      const inside = JSON.parse(await forge(endorsement(), endorser.signer, { proof })) as unknown;
      return signed({ endorsement: [inside] });
    },
    'proof-purpose',
    'credentials',
  ],
  [
    'a token of an endorsement with a key twice',
    async () =>
      signed({
        endorsementJwt: [
          await forgeJws(
            { alg: 'EdDSA', kid: endorser.signer.verificationMethod },
            JSON.stringify(endorsement()).replace('{', '{"name":"x",'),
            endorser.signer,
          ),
        ],
      }),
    'duplicate-key',
    'credentials',
  ],
  [
    'an inline context of an endorsement',
    async () => signed({ endorsement: [await endorsed({ '@context': [{ name: 'urn:x' }] })] }),
    'context-modified',
    'context-integrity',
  ],
  [
    'a credential of a CLR that was altered',
    async () => record([{ ...(await inner()), name: 'Doctor of Everything' }]),
    'proof-invalid',
    'credentials',
  ],
  [
    'a credential of a CLR that lost its proof',
    () => record([badgeAbout(endorser.did)]),
    'proof-missing',
    'credentials',
  ],
  [
    'a credential of a CLR that has ended',
    async () => record([await inner({ validUntil: '2026-05-10T00:00:00Z' })]),
    'expired',
    'credentials',
  ],
  [
    'a token in a CLR that says that it needs no signature',
    async () => record([await token(badgeAbout(endorser.did), endorser.signer, { alg: 'none' })]),
    'alg-not-allowed',
    'credentials',
  ],
  ['a word where a CLR has a credential', () => record(['degree']), 'schema', 'shape'],
  ['a CLR in a CLR in a CLR', () => nested(MAX_LEVEL + 1), 'limit-exceeded', 'credentials'],
  [
    'very many credentials in a CLR',
    async () => token(clr(did, Array<string>(65).fill(await token(badgeAbout(did), signer))), signer),
    'limit-exceeded',
    'credentials',
  ],
  [
    'very many credentials at several levels together',
    async () => {
      const one = await token(badgeAbout(did), signer);
      const many = (id: string, items: string[]): Promise<string> => token(clr(did, items, { id }), signer);
      const branch = await many('urn:x:1', Array<string>(30).fill(one));
      return many('urn:x:2', [branch, branch, branch]);
    },
    'limit-exceeded',
    'credentials',
  ],
];

describe('a credential is refused for', () => {
  test.each(rows)('%s', (...row) => refuses(row));
});
