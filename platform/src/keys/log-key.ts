import { newId } from '#kernel';
import { sql, type Tx } from '#store';
import { keyFromMultibase } from '@rungs/credentials/keys';
import { fromBase64Url, toBase58 } from '@rungs/credentials/bytes';
import { makeKey, openKey } from './custody.ts';
import type { LogKeyContext, LogSigner, SigningKeyId } from './model.ts';
import { logNameOf } from './rules.ts';

interface Row {
  key_id: SigningKeyId;
  name: string;
  public_key: Buffer;
  nonce: Buffer;
  sealed: Buffer;
}

const opened = new WeakMap<Uint8Array, Map<string, LogSigner>>();

/**
 * The signer of the transparency log: an Ed25519 key of the instance, apart from every issuer key, made
 * when it is first asked for. Works in any tenant or none. Errors: key_unwrap_failed.
 */
export async function logSigner(tx: Tx, app: LogKeyContext): Promise<LogSigner> {
  const row = (await loadLogKey(tx)) ?? (await makeLogKey(tx, app));
  const cache = opened.get(app.keyEncryptionKey) ?? new Map<string, LogSigner>();
  opened.set(app.keyEncryptionKey, cache);
  const known = cache.get(row.key_id);
  if (known !== undefined) return known;
  const publicKey = new Uint8Array(row.public_key);
  const key = await openKey(app.keyEncryptionKey, row, ownerOf(row.key_id), multibaseOf(publicKey));
  const made: LogSigner = {
    name: row.name,
    keyId: row.key_id,
    publicKey,
    sign: (bytes) => {
      const signature = key.sign(bytes);
      if (signature instanceof Promise) throw new Error('an Ed25519 key of Node signs at once');
      return signature;
    },
  };
  cache.set(row.key_id, made);
  return made;
}

function ownerOf(keyId: SigningKeyId): string {
  return `log ${keyId}`;
}

async function loadLogKey(tx: Tx): Promise<Row | undefined> {
  const result = await sql<Row>`select key_id, name, public_key, nonce, sealed from keys.log_key
    where is_current`.execute(tx);
  return result.rows[0];
}

async function makeLogKey(tx: Tx, app: LogKeyContext): Promise<Row> {
  const now = app.clock();
  const keyId = newId('sgk', now, app.random);
  const made = await makeKey(app.keyEncryptionKey, app.random, ownerOf(keyId));
  const publicKey = rawOf(made.publicKeyMultibase);
  await sql`insert into keys.log_key (key_id, is_current, name, public_key, nonce, sealed, created_at)
    values (${keyId}, true, ${logNameOf(app.publicUrl)}, ${Buffer.from(publicKey)},
      ${Buffer.from(made.secret.nonce)}, ${Buffer.from(made.secret.sealed)}, ${now})
    on conflict do nothing`.execute(tx);
  const kept = await loadLogKey(tx);
  if (kept === undefined) throw new Error('the log key that was just made is not there');
  return kept;
}

function rawOf(multibase: string): Uint8Array {
  const raw = fromBase64Url(keyFromMultibase(multibase).key?.jwk.x ?? '');
  if (raw?.length !== 32) throw new Error('the platform made an unsound key');
  return raw;
}

function multibaseOf(raw: Uint8Array): string {
  return 'z' + toBase58(Uint8Array.of(0xed, 0x01, ...raw));
}
