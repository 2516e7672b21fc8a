import { fromBase64, toBase64 } from '../bytes/index.ts';
import type { TreeHash } from './merkle.ts';

/** The state of a log that its key signs (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The name of the log, unique among logs: a URL without its scheme. */
  origin: string;
  size: number;
  root: TreeHash;
  /** Further lines; none as a rule. */
  extensions?: readonly string[];
}

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** Writes the text of a checkpoint, ready for `signNote`. Throws a TypeError for what the format cannot hold. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  if (origin === '' || [origin, ...extensions].some((line) => line === '' || line.includes('\n')))
    throw new TypeError('lines of a checkpoint are not empty and have no newline');
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== 32)
    throw new TypeError('a checkpoint has a size and 32 bytes of root');
  return [origin, String(size), toBase64(root), ...extensions].join('\n') + '\n';
}

/** Reads the text of a checkpoint; undefined where it is not well formed. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin = '', size = '', hash = '', ...extensions] = text.slice(0, -1).split('\n');
  if (origin === '' || !SIZE.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  if (extensions.includes('')) return undefined;
  const root = fromBase64(hash);
  if (root?.length !== 32) return undefined;
  return { origin, size: Number(size), root, ...(extensions.length === 0 ? {} : { extensions }) };
}
