import { concat, fromBase64, fromUtf8, toBase64, toUtf8 } from '../bytes/index.ts';
import { keyFromJwk, verifySignature, type PublicKey } from '../keys/index.ts';
import { toBase64Url } from '../bytes/index.ts';
import { hashSync } from '../platform/index.ts';

/** A key that signs notes (C2SP signed-note), wherever its secret is kept. */
export interface NoteSigner {
  /** A name without spaces or plus signs, such as `rungs.example/log`. */
  name: string;
  /** The raw Ed25519 public key: 32 bytes. */
  publicKey: Uint8Array;
  sign(text: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

/** A key that notes are verified with. */
export interface NoteVerifier {
  name: string;
  publicKey: Uint8Array;
}

/** A note whose signatures were looked at. */
export interface OpenedNote {
  /** The signed text, with the newline at its end. */
  text: string;
  /** Names of the known keys whose signatures hold; never empty. */
  signedBy: string[];
}

const ED25519 = 0x01;
const MAX_NOTE = 1_000_000;
const MAX_SIGNATURES = 100;
const NAME = /^[^\s+]+$/u;
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

/** The id of a note key: the first four bytes of SHA-256 over name, newline, 0x01 and the key. */
export function noteKeyId({ name, publicKey }: NoteVerifier): Uint8Array {
  return hashSync('sha256', concat(toUtf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, 4);
}

/** Writes a verifier key as `name+id+base64`, which is how witnesses and monitors are configured. */
export function noteVerifierKey(verifier: NoteVerifier): string {
  const id = [...noteKeyId(verifier)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${verifier.name}+${id}+${toBase64(concat(Uint8Array.of(ED25519), verifier.publicKey))}`;
}

/** Reads `name+id+base64`; undefined where it is not well formed or the id is not that of the key. */
export function parseNoteVerifierKey(text: string): NoteVerifier | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text);
  const bytes = match === null ? undefined : fromBase64(match[3] as string);
  if (match === null || bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  const verifier = { name: match[1] as string, publicKey: bytes.slice(1) };
  return noteVerifierKey(verifier) === text ? verifier : undefined;
}

/** Signs a text that ends with a newline; throws a TypeError for a text or name that notes do not allow. */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  if (!isNoteText(text)) throw new TypeError('a note ends with a newline and has no control characters');
  const lines: string[] = [];
  for (const signer of signers) {
    if (!NAME.test(signer.name)) throw new TypeError('the name of a note key has no spaces or plus signs');
    const signature = await signer.sign(toUtf8(text));
    if (signature.length !== 64) throw new TypeError('not an Ed25519 signature');
    lines.push(`\u2014 ${signer.name} ${toBase64(concat(noteKeyId(signer), signature))}\n`);
  }
  return `${text}\n${lines.join('')}`;
}

function isNoteText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what must not be there
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f]/.test(text) && !/\p{Surrogate}/u.test(text);
}

/**
 * Opens a signed note. Signatures by keys that are not known are passed over; undefined where the note is not
 * well formed, where no known key signed it, or where a signature by a known key does not hold.
 */
export async function verifyNote(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
): Promise<OpenedNote | undefined> {
  const whole = typeof note === 'string' ? note : fromUtf8(note);
  if (whole === undefined || whole.length > MAX_NOTE || !isNoteText(whole)) return undefined;
  const at = whole.lastIndexOf('\n\n');
  if (at < 0) return undefined;
  const text = whole.slice(0, at + 1);
  const lines = whole.slice(at + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signedBy: string[] = [];
  for (const line of lines) {
    const read = readLine(line);
    if (read === undefined) return undefined;
    const verifier = verifiers.find(
      (known) => known.name === read.name && isSame(noteKeyId(known), read.keyId),
    );
    if (verifier === undefined || signedBy.includes(verifier.name)) continue;
    const key = publicKeyOf(verifier);
    if (key === undefined || !(await verifySignature(key, toUtf8(text), read.signature))) return undefined;
    signedBy.push(verifier.name);
  }
  return signedBy.length === 0 ? undefined : { text, signedBy };
}

function readLine(line: string): { name: string; keyId: Uint8Array; signature: Uint8Array } | undefined {
  const match = SIGNATURE_LINE.exec(line);
  const bytes = match === null ? undefined : fromBase64(match[2] as string);
  if (match === null || bytes === undefined || bytes.length < 5 || !NAME.test(match[1] as string))
    return undefined;
  return { name: match[1] as string, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function publicKeyOf({ publicKey }: NoteVerifier): PublicKey | undefined {
  return keyFromJwk({ kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) }).key;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, index) => byte === b[index]);
}
