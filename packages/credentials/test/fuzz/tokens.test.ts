import { describe, expect, test } from 'vitest';
import { fromBase64Url, fromUtf8, toBase64Url, toUtf8 } from '../../src/bytes/index.ts';
import type { Signer } from '../../src/index.ts';
import { forgeJws } from '../../src/testing/forge.ts';
import { damageBytes, damageText, JSON_PIECES } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import { tokens } from './originals.ts';
import type { Random } from './random.ts';
import { isAccepted, judge, repeat, show } from './run.ts';
import { print, treeOf, type Tree } from './tree.ts';

interface Parts {
  name: string;
  text: string;
  signer: Signer;
  parts: readonly string[];
  header: Tree;
  payload: Tree;
}

const json = (part: string): unknown => JSON.parse(fromUtf8(fromBase64Url(part) as Uint8Array) ?? '');
const encode = (text: string): string => toBase64Url(toUtf8(text));

const originals: Parts[] = (await tokens()).map(({ name, text, signer }) => {
  const parts = text.split('.');
  const [header = '', payload = ''] = parts;
  return { name, text, signer, parts, header: treeOf(json(header)), payload: treeOf(json(payload)) };
});
const texts = new Set(originals.map(({ text }) => text));
/** What is signed: header and payload. The signature of ECDSA has a second form, which proves the same. */
const signedTexts = new Map(originals.map(({ text }) => [text.replace(/\.[^.]*$/, ''), text]));

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other s of a signature of P-256. */
function otherForm(part: string): string {
  const bytes = fromBase64Url(part) as Uint8Array;
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).toString('hex')}`);
  const other = (ORDER - s).toString(16).padStart(64, '0');
  return Buffer.concat([bytes.subarray(0, 32), Buffer.from(other, 'hex')]).toString('base64url');
}

const PIECES = ['.', '..', '=', '+', '/', '-', '_', ' ', '\n', '%2E', 'A', 'e30', '~', '\u0000'];

function mutantOf(original: Parts, random: Random): string {
  const { parts, name } = original;
  const list = [...parts];
  const at = random.below(3);
  const own = parts[at] ?? '';
  switch (random.below(10)) {
    case 0:
      return damageText(original.text, random, PIECES);
    case 1:
      list[at] = random.pick(originals).parts[at] ?? '';
      break;
    case 2:
      list[0] = encode(print(mutateTree(original.header, random), random));
      break;
    case 3:
      list[1] = encode(print(mutateTree(original.payload, random), random));
      break;
    case 4:
      list[at] = toBase64Url(damageBytes(fromBase64Url(own) ?? new Uint8Array(), random));
      break;
    case 5:
      // The last letter carries bits that mean nothing: other spellings of the same bytes.
      list[at] =
        own.slice(0, -1) +
        random.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']);
      break;
    case 6:
      list[at] = random.pick([
        own + '=',
        own + '==',
        own.replaceAll('-', '+').replaceAll('_', '/'),
        ` ${own}`,
        `${own}\n`,
      ]);
      break;
    case 7:
      if (random.once(2)) list.splice(at, 1);
      else list.splice(at, 0, random.pick(['', 'e30', own]));
      break;
    case 8:
      list[1] = encode(
        damageText(fromUtf8(fromBase64Url(parts[1] ?? '') as Uint8Array) ?? '', random, JSON_PIECES),
      );
      break;
    default:
      if (name === 'ES256') list[2] = otherForm(parts[2] ?? '');
  }
  return list.join('.');
}

describe('a mutant of a sound token', () => {
  test('each original verifies', async () => {
    for (const { name, text } of originals) {
      const report = await judge(text);
      expect(report.outcome, `${name} ${JSON.stringify(report.checks)}`).toBe('valid');
    }
  });

  test('is refused, or is the same header and payload', async () => {
    const tally = await repeat('tokens', 1_000, async (random) => {
      const original = random.pick(originals);
      const text = mutantOf(original, random);
      const report = await judge(random.once(2) ? text : toUtf8(text));
      if (!isAccepted(report)) return false;
      const whole = signedTexts.get(text.replace(/\.[^.]*$/, ''));
      const isOtherForm = whole === original.text && original.name === 'ES256' && otherFormOf(text) === whole;
      if (!texts.has(text) && !isOtherForm) throw new Error(`an altered token was accepted: ${show(text)}`);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(0);
  });

  test('that its issuer signed as it is gets a verdict', async () => {
    await repeat('signed tokens', 300, async (random) => {
      const { header, payload, signer } = random.pick(originals);
      const odd = random.once(2);
      const first = print(odd ? mutateTree(header, random) : header);
      const second = print(odd ? payload : mutateTree(payload, random));
      return (await judge(await forgeJws(first, second, signer))).outcome === 'valid';
    });
  });
});

function otherFormOf(text: string): string {
  const [header = '', payload = '', signature = ''] = text.split('.');
  return `${header}.${payload}.${otherForm(signature)}`;
}
