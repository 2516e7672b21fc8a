import { z } from '@hono/zod-openapi';
import type { OrgId } from '#kernel';
import {
  consentSchema,
  credentialFile,
  endConsent,
  findCredential,
  grantConsent,
  listConsents,
  listCredentials,
  listViews,
  setVisibility,
  visibilitySchema,
  type OwnCredential,
} from '#sharing';
import { findOrg } from '#parties';
import { compositeState, type CompositeState } from '#stacks';
import { switchOrg, type Tx } from '#store';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, page, pageOnly, pageQuery, time } from '../../wire.ts';

const credentialShape = z
  .object({
    credentialId: z.string(),
    awardId: id,
    issuerId: id,
    issuerName: z.string(),
    badgeId: id,
    version: z.number().int(),
    title: z.string(),
    source: z.string(),
    alignments: z.array(z.object({ framework: z.string(), code: z.string(), level: z.number().int() })),
    isSynthetic: z.boolean(),
    issuedAt: time,
    validUntil: time.nullable(),
    visibility: z.enum(['link', 'private']),
    state: z.enum(['active', 'suspended', 'revoked']),
    reason: z.string().nullable(),
    sequence: z.number().int(),
    composite: z
      .object({
        isIntact: z.boolean(),
        sentence: z.string(),
        parts: z.array(
          z.object({
            credentialId: z.string(),
            badgeId: id,
            title: z.string(),
            state: z.enum(['active', 'revoked', 'suspended', 'expired', 'broken']),
          }),
        ),
      })
      .nullable()
      .openapi({ description: 'Its parts as they stand now; null for a credential that no stack made.' }),
  })
  .openapi('OwnCredential');

const consentShape = z
  .object({
    consentId: id,
    askerOrgId: id,
    purpose: z.string(),
    awardIds: z.array(id),
    grantedAt: time,
    until: time,
    endedAt: time.nullable(),
    endedBy: z.enum(['person', 'time']).nullable(),
  })
  .openapi('Consent');

const viewShape = z
  .object({
    viewId: id,
    credentialId: z.string(),
    viewerOrgId: id.nullable(),
    consentId: id.nullable(),
    purpose: z.string().nullable(),
    viewedAt: time,
  })
  .openapi('View');

type Presented = OwnCredential & {
  readonly issuerName: string;
  readonly composite: CompositeState | null;
};

/** Adds what only the issuers know: their names, which everybody may read, and how the parts stand. */
async function present(
  tx: Tx,
  personId: OrgId,
  at: Date,
  own: readonly OwnCredential[],
): Promise<Presented[]> {
  const names = new Map<OrgId, string>();
  const presented: Presented[] = [];
  for (const credential of own) {
    const { issuerId: orgId, awardId, source } = credential;
    const issuerName = names.get(orgId) ?? (await findOrg(tx, { orgId }))?.name ?? orgId;
    names.set(orgId, issuerName);
    let composite: CompositeState | null = null;
    if (source === 'stack') {
      await switchOrg(tx, orgId);
      const state = await compositeState(tx, { orgId, awardId, at });
      composite = state?.personId === personId ? state : null;
      await switchOrg(tx, personId);
    }
    presented.push({ ...credential, issuerName, composite });
  }
  return presented;
}

const credentialPath = z.strictObject({ credentialId: id });

/** A person's own credentials: who may see them, who was allowed to, who did. */
export const ownCredentialRoutes = [
  route({
    method: 'get',
    path: '/api/v1/me/credentials',
    access: 'person',
    tag: 'Me',
    summary: 'List my credentials, the latest first',
    query: pageOnly,
    answer: page(credentialShape),
    inTx: async (tx, { orgId, query, doing }) => {
      const list = await listCredentials(tx, { personId: orgId, ...query });
      return { ...list, items: await present(tx, orgId, doing.now, list.items) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/credentials/{credentialId}',
    access: 'person',
    tag: 'Me',
    summary: 'Read one of my credentials',
    params: credentialPath,
    answer: credentialShape,
    inTx: async (tx, { orgId, params, doing }) => {
      const { credentialId } = params;
      const own = found(await findCredential(tx, { personId: orgId, credentialId }), 'credential');
      const [presented] = await present(tx, orgId, doing.now, [own]);
      return found(presented, 'credential');
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/credentials/{credentialId}/file',
    access: 'person',
    tag: 'Me',
    summary: 'Download a credential exactly as it was signed',
    params: credentialPath,
    gives: ['application/vc'],
    inTx: async (tx, { orgId, params }) => {
      const file = await credentialFile(tx, { personId: orgId, credentialId: params.credentialId });
      return {
        bytes: file.text,
        mediaType: file.mediaType,
        headers: {
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        },
      };
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/me/credentials/{credentialId}',
    access: 'person',
    tag: 'Me',
    summary: 'Open a credential to whoever has its address, or close it',
    params: credentialPath,
    body: visibilitySchema,
    answer: credentialShape,
    inTx: async (tx, { orgId, doing, params, body }) => {
      const { credentialId } = params;
      const changed = await setVisibility(tx, doing, { personId: orgId, credentialId, ...body });
      const [presented] = await present(tx, orgId, doing.now, [changed]);
      return found(presented, 'credential');
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/views',
    access: 'person',
    tag: 'Me',
    summary: 'List who looked at my credentials, the latest first',
    query: z.strictObject({ ...pageQuery, credentialId: id.optional() }),
    answer: page(viewShape),
    inTx: (tx, { orgId, query }) => listViews(tx, { personId: orgId, ...query }),
  }),
  route({
    method: 'get',
    path: '/api/v1/me/consents',
    access: 'person',
    tag: 'Me',
    summary: 'List what I agreed to share, the latest first',
    query: pageOnly,
    answer: page(consentShape),
    inTx: (tx, { orgId, query }) => listConsents(tx, { personId: orgId, ...query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/me/consents',
    access: 'person',
    tag: 'Me',
    summary: 'Let an organisation see some of my credentials',
    description: 'For one purpose and until one time; it can be ended at any moment.',
    body: consentSchema,
    status: 201,
    answer: consentShape,
    inTx: (tx, { orgId, doing, body }) =>
      grantConsent(tx, doing, {
        personId: orgId,
        askerOrgId: body.askerOrgId as OrgId,
        awardIds: body.awardIds,
        purpose: body.purpose,
        until: new Date(body.until),
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/me/consents/{consentId}/end',
    access: 'person',
    tag: 'Me',
    summary: 'End a consent at once',
    params: z.strictObject({ consentId: id }),
    answer: consentShape,
    inTx: (tx, { orgId, doing, params }) =>
      endConsent(tx, doing, { personId: orgId, consentId: params.consentId }),
  }),
];
