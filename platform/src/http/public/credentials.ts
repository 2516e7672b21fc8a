import { toString as drawQr } from 'qrcode';
import { findAward, listStatusChanges, type Award, type StatusRecord } from '#awards';
import type { OrgId } from '#kernel';
import { findOrg, principalOfUser, type Language, type Org } from '#parties';
import { countUse, findCredential, publicCredential, recordView, type PublicCredential } from '#sharing';
import {
  compositeState,
  leavesOf,
  listPublishedStacks,
  type CompositeState,
  type StackVersion,
} from '#stacks';
import { inOrg } from '#store';
import { verifyDocument, type Verification } from '#verification';
import type { Context } from 'hono';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import type { Env } from '../mount.ts';
import { credentialPage } from '../pages/credential.ts';
import { answerJson, answerNothing, answerPage, readerWords } from './answer.ts';
import { splitJson, wanted } from './negotiate.ts';

/** What the page of a credential is made from. */
export interface CredentialFacts {
  readonly credential: PublicCredential;
  readonly verification: Verification;
  readonly org: Org | null;
  readonly award: Award | null;
  readonly history: readonly StatusRecord[];
  /** Its parts, where it is a composite. */
  readonly composite: CompositeState | null;
  /** Published stacks of its issuer that its badge counts for. */
  readonly stacks: readonly StackVersion[];
  /** The address of the page as a QR code, an SVG. */
  readonly qr: string;
}

/** Serves credentials that their holders keep open: checked at the moment of the look. */
export function credentialDocuments(app: Http, doors: Doors): void {
  const { ctx } = doors;
  app.get('/c/:credential', async (c) => {
    c.set('route', '/c/{credential}');
    const { id, isJson } = splitJson(c.req.param('credential'));
    const credential = /^[0-9a-f-]{36}$/.test(id) ? await publicCredential(ctx.db, id) : null;
    if (credential === null) return await answerNothing(c, ctx.publicUrl, 'credential');
    await leaveReceipt(c, doors, credential);
    const kind = isJson ? 'application/vc' : wanted(c, 'page');
    if (kind !== 'page') return answerJson(c, credential.text, kind);
    const words = readerWords(c);
    const facts = await loadFacts(doors, credential, words.language);
    const page = credentialPage(facts, ctx.publicUrl, ctx.clock(), words);
    return await answerPage(c, page.frame, page.content);
  });
}

async function loadFacts(
  doors: Doors,
  credential: PublicCredential,
  language: Language,
): Promise<CredentialFacts> {
  const { ctx } = doors;
  const verification = await verifyDocument(ctx, { input: credential.text, language });
  const qr = await drawQr(`${ctx.publicUrl}/c/${credential.credentialId.replace('urn:uuid:', '')}`, {
    type: 'svg',
    margin: 0,
  });
  const orgId: OrgId = credential.issuerId;
  const of = { orgId, awardId: credential.awardId };
  return await inOrg(ctx.db, orgId, async (tx) => {
    const { items } = await listPublishedStacks(tx, { orgId, limit: 200 });
    return {
      credential,
      verification,
      qr,
      org: await findOrg(tx, { orgId }),
      award: await findAward(tx, of),
      history: await listStatusChanges(tx, of),
      composite: await compositeState(tx, { ...of, at: ctx.clock() }),
      stacks: items.filter((s) =>
        leavesOf(s.requirement).some((leaf) => leaf.badgeId === credential.badgeId),
      ),
    };
  });
}

/** The holder learns that somebody looked, the issuer how often; neither's own looks are counted. */
async function leaveReceipt(c: Context<Env>, doors: Doors, credential: PublicCredential): Promise<void> {
  const { ctx, identity } = doors;
  const { credentialId } = credential;
  let memberships: readonly OrgId[] = [];
  if (c.req.header('cookie') !== undefined) {
    const session = await identity.sessionOf(c.req.raw.headers);
    const own =
      session === null
        ? null
        : await inOrg(ctx.db, session.personId, (tx) =>
            findCredential(tx, { personId: session.personId, credentialId }),
          );
    if (own !== null) return;
    if (session !== null)
      memberships = (await principalOfUser(ctx.db, session)).memberships.map((m) => m.orgId);
  }
  const doing = { now: ctx.clock(), random: ctx.random, actor: 'anonymous' };
  await recordView(ctx, doing, { credentialId });
  await countUse(ctx, doing, { credentialId, kind: 'viewed', ownOrgs: memberships });
}
