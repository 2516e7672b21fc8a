import type { Random } from './random.ts';

/** Damages a text without regard to its grammar: one to three places lost, doubled or overwritten. */
export function damageText(text: string, random: Random, pieces: readonly string[]): string {
  let result = text;
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + random.pick([1, 1, 1, 4, 40]));
    switch (random.below(4)) {
      case 0:
        result = result.slice(0, at) + result.slice(end);
        break;
      case 1:
        result = result.slice(0, end) + result.slice(at);
        break;
      case 2:
        result = result.slice(0, at) + random.pick(pieces) + result.slice(end);
        break;
      default:
        result = result.slice(0, at) + random.pick(pieces) + result.slice(at);
    }
  }
  return result;
}

/** Damages bytes: flipped bits, bytes lost, doubled or overwritten, an early end. */
export function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const list = [...bytes];
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(Math.max(list.length, 1));
    switch (random.below(5)) {
      case 0:
        list[at] = (list[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 1:
        list.splice(at, random.pick([1, 4, 16]));
        break;
      case 2:
        list.splice(at, 0, ...list.slice(at, at + random.pick([1, 4, 16])));
        break;
      case 3:
        list[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x3c]);
        break;
      default:
        list.length = at;
    }
  }
  return Uint8Array.from(list);
}

/** What JSON is made of, and what it is not. */
export const JSON_PIECES = [
  ...'{}[]:,"\\/ \t\n\r',
  '""',
  '\\u0000',
  '\\ud800',
  '\\uD83D\\uDE00',
  '\\x41',
  '//',
  '/**/',
  'null',
  'true',
  '-',
  '0',
  '1e9',
  '\u0000',
  '\u2028',
  '\ufeff',
  '"a":1,',
  '"__proto__":{},',
] as const;
