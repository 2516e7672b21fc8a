import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { errors } from './errors.ts';
import { quotientOf } from './exact.ts';
import { evidenceLimits, type EvidenceContent, type EvidenceInput } from './model.ts';

/** An item of evidence that was checked, with the hash of its content and the bytes to keep, if any. */
export interface PreparedEvidence {
  readonly content: EvidenceContent;
  readonly sha256: string;
  readonly bytes: Uint8Array | null;
}

/**
 * Checks items of evidence and takes the SHA-256 of what each one is: the text, the address, the file's
 * bytes, the score. Errors: evidence_invalid, naming the item by its place from 0.
 */
export function prepareEvidence(items: readonly EvidenceInput[]): PreparedEvidence[] {
  const sources = new Set<string>();
  return items.map((item, position) => {
    if (item.kind === 'score') {
      if (sources.has(item.source)) refuse(position, `there are two scores of ${item.source}`);
      sources.add(item.source);
    }
    return prepare(item, position);
  });
}

function refuse(position: number, why: string): never {
  throw errors.fail('evidence_invalid', `Item ${position} cannot be taken: ${why}.`, { position });
}

function sha256(data: Uint8Array | string): string {
  return toHex(hashSync('sha256', typeof data === 'string' ? toUtf8(data) : data));
}

function prepare(item: EvidenceInput, position: number): PreparedEvidence {
  switch (item.kind) {
    case 'text': {
      const bytes = toUtf8(item.text);
      if (bytes.length > evidenceLimits.text)
        refuse(position, `the text has ${bytes.length} bytes, more than ${evidenceLimits.text}`);
      return { content: item, sha256: sha256(bytes), bytes: null };
    }
    case 'link': {
      const url = URL.canParse(item.url) ? new URL(item.url) : undefined;
      if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
        refuse(position, 'the link is not an https address without a login');
      return { content: item, sha256: sha256(url.href), bytes: null };
    }
    case 'file':
      return prepareFile(item, position);
    case 'score': {
      if (quotientOf(item.value, item.max) === undefined)
        refuse(position, 'the score has more than six decimals');
      const { source, value, max } = item;
      return { content: item, sha256: sha256(canonicalJson({ source, value, max })), bytes: null };
    }
  }
}

function prepareFile(item: EvidenceInput & { kind: 'file' }, position: number): PreparedEvidence {
  const { kind, name, mediaType, base64 } = item;
  if (base64 === undefined) {
    if (item.sha256 === undefined) refuse(position, 'a file brings its bytes or their SHA-256');
    return { content: { kind, name, mediaType, size: null }, sha256: item.sha256, bytes: null };
  }
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.length > evidenceLimits.file)
    refuse(position, `the file has ${bytes.length} bytes, more than ${evidenceLimits.file}`);
  const hash = sha256(bytes);
  if (item.sha256 !== undefined && item.sha256 !== hash) refuse(position, 'its bytes have another SHA-256');
  return { content: { kind, name, mediaType, size: bytes.length }, sha256: hash, bytes };
}
