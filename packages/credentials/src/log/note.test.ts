import { describe, expect, test } from 'vitest';
import { fromBase64Url } from '../bytes/index.ts';
import { generateEd25519, signerFromPrivateKey } from '../keys/index.ts';
import {
  formatCheckpoint,
  leafHash,
  noteVerifierKey,
  parseCheckpoint,
  parseNoteVerifierKey,
  signNote,
  verifyNote,
  type NoteSigner,
} from './index.ts';

async function noteSigner(name: string, seed: number): Promise<NoteSigner> {
  const pair = await generateEd25519(new Uint8Array(32).fill(seed));
  const signer = await signerFromPrivateKey(pair.privateKeyJwk);
  return {
    name,
    publicKey: fromBase64Url(pair.privateKeyJwk['x'] as string) as Uint8Array,
    sign: (text) => signer.sign(text),
  };
}

const TEXT = 'log.example/rungs\n7\nY29uZ3JhdHM=\n';

describe('signed notes', () => {
  test('a note verifies with the key that signed it and passes over keys that are not known', async () => {
    const [own, witness] = [await noteSigner('log.example', 1), await noteSigner('witness.example', 2)];
    const note = await signNote(TEXT, [witness, own]);
    expect(await verifyNote(note, [own])).toEqual({ text: TEXT, signedBy: ['log.example'] });
    expect((await verifyNote(note, [own, witness]))?.signedBy).toEqual(['witness.example', 'log.example']);
    const stranger = await noteSigner('log.example', 3);
    expect(await verifyNote(note, [stranger])).toBeUndefined();
  });

  test('a changed text, a changed signature or a missing line is refused', async () => {
    const own = await noteSigner('log.example', 1);
    const note = await signNote(TEXT, [own]);
    expect(await verifyNote(note.replace('7', '8'), [own])).toBeUndefined();
    expect(await verifyNote(note.replace(/.(?=[^=]{3}=*\n$)/, 'A'), [own])).toBeUndefined();
    expect(await verifyNote(note.slice(0, -1), [own])).toBeUndefined();
    expect(await verifyNote(note.replace('\u2014', '-'), [own])).toBeUndefined();
    expect(await verifyNote(TEXT, [own])).toBeUndefined();
  });

  test('one bad signature by a known key spoils the note', async () => {
    const [own, witness] = [await noteSigner('log.example', 1), await noteSigner('witness.example', 2)];
    const liar = { ...witness, sign: () => new Uint8Array(64).fill(9) };
    const note = await signNote(TEXT, [own, liar]);
    expect(await verifyNote(note, [own])).toBeDefined();
    expect(await verifyNote(note, [own, witness])).toBeUndefined();
  });

  test('a verifier key survives its text form', async () => {
    const own = await noteSigner('log.example', 1);
    const text = noteVerifierKey(own);
    expect(parseNoteVerifierKey(text)).toEqual({ name: own.name, publicKey: own.publicKey });
    expect(parseNoteVerifierKey(text.replace('log', 'gol'))).toBeUndefined();
  });
});

describe('checkpoints', () => {
  test('a checkpoint reads back as it was written', () => {
    const checkpoint = { origin: 'log.example/rungs', size: 12, root: leafHash(new Uint8Array(3)) };
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  test('sizes with leading zeros, short roots and empty lines are refused', () => {
    const text = formatCheckpoint({ origin: 'a', size: 12, root: leafHash(new Uint8Array(3)) });
    expect(parseCheckpoint(text.replace('12', '012'))).toBeUndefined();
    expect(parseCheckpoint(text.replace(/.{4}\n$/, '\n'))).toBeUndefined();
    expect(parseCheckpoint(text + '\n')).toBeUndefined();
    expect(parseCheckpoint(text.trimEnd())).toBeUndefined();
  });
});
