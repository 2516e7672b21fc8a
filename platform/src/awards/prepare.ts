import { setImmediate as nextTurn } from 'node:timers/promises';
import { CredentialRefused, prepare, type Prepared } from '@rungs/credentials';
import { statusEntry } from '@rungs/credentials/status';
import { formatUuid, newId, type Doing, type OrgId, type Random } from '#kernel';
import { addJob, inOrg, type AppContext } from '#store';
import { credentialOf } from './credential.ts';
import { saveIntents, type Intent, type IntentFacts } from './intent.ts';
import type { AfterStep } from './issue-chunk.ts';
import { reserveIndexes, type Reserved } from './list-store.ts';
import { loadMaterials, type Materials, type VersionMaterial } from './materials.ts';
import type { Grant, IssueResult } from './model.ts';
import { endOf, identityOf, mayAward } from './rules.ts';

type Refused = Extract<IssueResult, { outcome: 'refused' }>;

/** After this time without a result an attempt is taken to be orphaned and is finished by a job. */
const orphanedAfterMs = 60_000;

/**
 * Writes down what is about to be signed. In this order: take status indexes, render and lint each
 * credential, commit the exact bytes with a job that finishes them should nobody else.
 */
export async function prepareIntents(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly grants: readonly Grant[] },
  afterStep: AfterStep,
): Promise<{ readonly refused: ReadonlyMap<string, Refused> }> {
  const { orgId, grants } = input;
  const refused = new Map<string, Refused>();
  if (grants.length === 0) return { refused };
  const materials = await inOrg(app.db, orgId, (tx) => loadMaterials(tx, app, doing, { orgId, grants }));
  const possible = grants.filter((grant) => {
    const refusal = refusalOf(grant, materials);
    if (refusal !== null) refused.set(identityOf(grant), refusal);
    return refusal === null;
  });
  if (possible.length === 0) return { refused };
  const { issuerId, keyId } = materials.issuer;
  const reserved = await inOrg(app.db, orgId, (tx) =>
    reserveIndexes(tx, doing, { orgId, issuerId, keyId, count: possible.length }),
  );
  afterStep('reserved');
  const intents: Intent[] = [];
  for (const [at, grant] of possible.entries()) {
    const made = await prepareOne(app, doing, { grant, materials, reserved, at });
    if ('outcome' in made) refused.set(identityOf(grant), made);
    else intents.push(made);
    // Requests are answered in between, although this is pure computation.
    await nextTurn();
  }
  afterStep('prepared');
  await inOrg(app.db, orgId, async (tx) => {
    await saveIntents(tx, orgId, intents);
    const runAt = new Date(doing.now.getTime() + orphanedAfterMs);
    await addJob(tx, { task: 'awards.recover', payload: { orgId }, key: `awards.recover:${orgId}`, runAt });
  });
  afterStep('intended');
  return { refused };
}

function refusalOf(grant: Grant, materials: Materials): Refused | null {
  const version = materials.versions.get(`${grant.badgeId}/${String(grant.version)}`);
  const named = `Version ${String(grant.version)} of badge ${grant.badgeId}`;
  if (version === undefined)
    return {
      outcome: 'refused',
      code: 'badge_version_closed',
      pointer: '',
      detail: `${named} was never published.`,
    };
  if (!mayAward(version.badge.status, grant.source))
    return {
      outcome: 'refused',
      code: 'badge_version_closed',
      pointer: '',
      detail: `${named} is ${version.badge.status}.`,
    };
  if (!materials.contacts.has(grant.personId))
    return {
      outcome: 'refused',
      code: 'recipient_unknown',
      pointer: '',
      detail: `Person ${grant.personId} is not among the contacts of this organisation.`,
    };
  return null;
}

interface One {
  readonly grant: Grant;
  readonly materials: Materials;
  readonly reserved: Reserved;
  readonly at: number;
}

async function prepareOne(app: AppContext, doing: Doing, one: One): Promise<Intent | Refused> {
  const { grant, materials, reserved, at } = one;
  const version = materials.versions.get(`${grant.badgeId}/${String(grant.version)}`);
  const statusIndex = reserved.indexes[at];
  if (version === undefined || statusIndex === undefined)
    throw new RangeError('more grants than were prepared for');
  const credentialId = `urn:uuid:${randomUuid(doing.random)}`;
  const validUntil = endOf(grant, version.badge.expiresAfterDays, doing.now);
  const url = (listId: string): string => `${app.publicUrl}/status/${listId}`;
  const document = credentialOf({
    credentialId,
    grant,
    materials,
    version,
    validFrom: doing.now,
    validUntil,
    emailSalt: Buffer.from(doing.random(16)).toString('hex'),
    status: [
      statusEntry({ list: url(reserved.listId), index: statusIndex, purpose: 'revocation' }),
      statusEntry({ list: url(reserved.suspensionId), index: statusIndex, purpose: 'suspension' }),
    ],
  });
  const prepared = await lint(app, doing, document, materials.issuer.verificationMethod);
  if ('outcome' in prepared) return prepared;
  return {
    awardId: newId('awd', doing.now, doing.random),
    credentialId,
    ...awardedTo(grant),
    listId: reserved.listId,
    statusIndex,
    keyId: materials.issuer.keyId,
    ...prepared,
    salt: doing.random(32),
    facts: factsOf(grant, version.badge),
    validUntil,
    preparedAt: doing.now,
  };
}

async function lint(
  app: AppContext,
  doing: Doing,
  document: object,
  verificationMethod: string,
): Promise<Prepared | Refused> {
  try {
    return await prepare(document, {
      verificationMethod,
      now: doing.now,
      policy: { allowedOrigins: [new URL(app.publicUrl).origin] },
    });
  } catch (error) {
    if (!(error instanceof CredentialRefused)) throw error;
    const detail = `${error.code}: ${error.detail}`;
    return { outcome: 'refused', code: 'credential_refused', pointer: error.pointer, detail };
  }
}

function awardedTo(grant: Grant): Pick<Intent, 'badgeId' | 'version' | 'personId' | 'grantKey'> {
  const { badgeId, version, personId, grantKey } = grant;
  return { badgeId, version, personId, grantKey };
}

function factsOf(grant: Grant, badge: VersionMaterial['badge']): IntentFacts {
  return {
    source: grant.source,
    title: badge.name,
    decisionId: grant.decisionId ?? null,
    batchId: grant.batchId ?? null,
    parts: grant.parts ?? [],
    isSynthetic: grant.isSynthetic ?? false,
    alignments: badge.alignments.map(({ framework, code, level }) => ({ framework, code, level })),
  };
}

/** A random UUID (version 4, RFC 9562 section 5.4): the id of a credential says nothing about its time. */
function randomUuid(random: Random): string {
  const bytes = random(16);
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return formatUuid(bytes);
}
