import { describe, expect, test } from 'vitest';
import { fromBase58 } from '../../src/bytes/index.ts';
import { canonicalJson, readJson } from '../../src/json/index.ts';
import { didKeyOf, keyFromJwk, keyFromMultibase } from '../../src/keys/index.ts';
import { hasShared, sharedText } from '../shared.ts';

describe.skipIf(!hasShared('jcs'))('RFC 8785 vectors', () => {
  test.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])('%s', (name) => {
    const text = sharedText(`jcs/input/${name}.json`);
    const read = readJson(text);
    // One input has a number that a strict reader refuses; its canonical form is still checked.
    const value: unknown = read.fault === undefined ? read.value : JSON.parse(text);
    expect(canonicalJson(value)).toBe(sharedText(`jcs/output/${name}.json`));
  });
});

interface DidKeyVector {
  verificationKeyPair?: { publicKeyBase58?: string; publicKeyJwk?: Record<string, string> };
  verificationMethod?: { publicKeyBase58?: string; publicKeyJwk?: Record<string, string> };
}

describe.skipIf(!hasShared('did-key'))('did:key vectors', () => {
  const load = (file: string): [string, DidKeyVector][] =>
    Object.entries(JSON.parse(sharedText(`did-key/test-vectors/${file}`)) as Record<string, DidKeyVector>);

  test('Ed25519 keys come out of their did:key', () => {
    for (const [did, vector] of load('ed25519-x25519.json')) {
      const { key } = keyFromMultibase(did.slice('did:key:'.length));
      expect(key?.kind).toBe('Ed25519');
      const { publicKeyBase58, publicKeyJwk } = vector.verificationKeyPair ?? {};
      const raw = fromBase58(publicKeyBase58 ?? '') ?? new Uint8Array();
      expect(publicKeyJwk?.['x'] ?? Buffer.from(raw).toString('base64url')).toBe(key?.jwk.x);
      expect(didKeyOf(key?.multibase ?? '').did).toBe(did);
    }
  });

  test('P-256 and P-384 keys come out of their did:key, and other curves do not', () => {
    const found = new Set<string>();
    for (const [did, vector] of load('nist-curves.json')) {
      const { key, problem } = keyFromMultibase(did.slice('did:key:'.length));
      const jwk = vector.verificationMethod?.publicKeyJwk ?? vector.verificationKeyPair?.publicKeyJwk;
      if (key === undefined) {
        expect(problem).toBe('key-unresolvable');
        continue;
      }
      found.add(key.kind);
      if (jwk !== undefined) expect(keyFromJwk(jwk).key?.multibase).toBe(key.multibase);
    }
    expect([...found].sort()).toEqual(['P-256', 'P-384']);
  });
});
