import { resolve } from 'node:path';
import { z } from 'zod';
import { errors } from './errors.ts';

/** What the operator decides; every value has a default that suits a first start. */
export interface Settings {
  /** Port to listen on; 0 picks a free one. */
  readonly port: number;
  /** Address under which everything issued names this instance; null takes what is kept with the data. */
  readonly publicUrl: string | null;
  /** Folder of the embedded database and of the key encryption key. */
  readonly dataDir: string;
  /** PostgreSQL 15 or newer; null starts the embedded server. */
  readonly databaseUrl: string | null;
  /** Whether an empty instance is filled with the demo. */
  readonly isDemo: boolean;
  /** Whether people open their own accounts; else only operators do it for them. */
  readonly hasOpenSignUp: boolean;
  /** Whether everybody who is signed in founds organisations, not the operators alone. */
  readonly hasOpenOrganisations: boolean;
  /** Whether a proxy in front sets X-Forwarded-For, by which requests are then counted. */
  readonly isBehindProxy: boolean;
  /** What `/metrics` asks for; null lets everybody read them. */
  readonly metricsToken: string | null;
  /** 32 bytes that protect the signing keys; null takes, or makes, the file in the data folder. */
  readonly keyEncryptionKey: Uint8Array | null;
  /** The mail server, and the sender that mails name; null keeps mails inside, to be read there. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  RUNGS_PUBLIC_URL: z.string().transform(publicAddress).optional(),
  RUNGS_DATA_DIR: z.string().min(1).default('.rungs'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  RUNGS_DEMO: flag.default(true),
  RUNGS_OPEN_SIGN_UP: flag.default(true),
  RUNGS_OPEN_ORGANISATIONS: flag.default(false),
  RUNGS_BEHIND_PROXY: flag.default(false),
  RUNGS_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must be at least 16 printable characters without spaces')
    .optional(),
  RUNGS_KEY_ENCRYPTION_KEY: z.string().transform(encryptionKey).optional(),
  RUNGS_SMTP_URL: z.string().transform(mailServer).optional(),
  RUNGS_MAIL_FROM: z.string().transform(mailSender).optional(),
  RUNGS_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

/** The names of all settings, for the reference page. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** Reads the settings from environment variables; an empty variable counts as absent. Error: settings_invalid. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    settingNames.map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? '');
    throw errors.fail('settings_invalid', `${name}: ${issue?.message ?? 'not usable'}`, { setting: name });
  }
  const s = result.data;
  if (s.RUNGS_SMTP_URL !== undefined && s.RUNGS_MAIL_FROM === undefined)
    throw errors.fail('settings_invalid', 'RUNGS_MAIL_FROM: a mail server needs a sender', {
      setting: 'RUNGS_MAIL_FROM',
    });
  return {
    port: s.PORT,
    publicUrl: s.RUNGS_PUBLIC_URL ?? null,
    dataDir: resolve(s.RUNGS_DATA_DIR),
    databaseUrl: s.DATABASE_URL ?? null,
    isDemo: s.RUNGS_DEMO,
    hasOpenSignUp: s.RUNGS_OPEN_SIGN_UP,
    hasOpenOrganisations: s.RUNGS_OPEN_ORGANISATIONS,
    isBehindProxy: s.RUNGS_BEHIND_PROXY,
    metricsToken: s.RUNGS_METRICS_TOKEN ?? null,
    keyEncryptionKey: s.RUNGS_KEY_ENCRYPTION_KEY ?? null,
    mail:
      s.RUNGS_SMTP_URL === undefined || s.RUNGS_MAIL_FROM === undefined
        ? null
        : { url: s.RUNGS_SMTP_URL, from: s.RUNGS_MAIL_FROM },
    logLevel: s.RUNGS_LOG_LEVEL,
  };
}

function publicAddress(text: string, ctx: z.core.$RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.search === '' &&
    url.hash === '';
  if (!isUsable) {
    ctx.addIssue({
      code: 'custom',
      message: 'must be an http or https address without user name, query or fragment',
    });
    return z.NEVER;
  }
  return url.href.replace(/\/+$/, '');
}

function encryptionKey(text: string, ctx: z.core.$RefinementCtx): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== text.trim()) {
    ctx.addIssue({ code: 'custom', message: 'must be 32 bytes in base64' });
    return z.NEVER;
  }
  return new Uint8Array(bytes);
}

function mailServer(text: string, ctx: z.core.$RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'smtp:' || url.protocol === 'smtps:') && url.hostname !== '')
    return text;
  // The address may hold a password, so it is not repeated.
  ctx.addIssue({ code: 'custom', message: 'must be smtp://… or smtps://… with a host' });
  return z.NEVER;
}

/** `name@host`, or `Words <name@host>`. */
function mailSender(text: string, ctx: z.core.$RefinementCtx): string {
  const address = /^(?:[^<>\r\n,;]*<)?([^<>\s,;]+@[^<>\s,;]+?)>?$/.exec(text.trim())?.[1];
  if (address !== undefined && z.email().safeParse(address).success) return text.trim();
  ctx.addIssue({ code: 'custom', message: 'must be one mail address, with or without a name before it' });
  return z.NEVER;
}
