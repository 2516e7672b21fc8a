import { CREDENTIALS_V2, OPEN_BADGES_V3 } from '@rungs/credentials/contexts';
import { findRubric, type Rubric } from '#assessment';
import {
  achievementOf,
  findCurrentVersion,
  findImage,
  findVersion,
  listVersions,
  type BadgeId,
  type BadgeVersion,
} from '#badges';
import { isId } from '#kernel';
import { findOrg, type Org } from '#parties';
import { leavesOf, listPublishedStacks, type StackVersion } from '#stacks';
import { asInstance, inOrg, type Tx } from '#store';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import { respondRaw } from '../mount.ts';
import { badgePage } from '../pages/badge.ts';
import { picturePolicy } from '../security.ts';
import { answerJson, answerNothing, answerPage, readerWords } from './answer.ts';
import { splitJson, wanted } from './negotiate.ts';

/** What the page of a badge is made from. */
export interface BadgeFacts {
  readonly badge: BadgeVersion;
  readonly org: Org;
  readonly rubric: Rubric | null;
  readonly versions: readonly { readonly version: number; readonly status: BadgeVersion['status'] }[];
  /** Published stacks of its issuer that this badge counts for. */
  readonly stacks: readonly StackVersion[];
}

/** Serves badges; a version, once published, is served for ever as it was. */
export function badgeDocuments(app: Http, doors: Doors): void {
  const { ctx } = doors;
  app.get('/b/:badge/:version/image', async (c) => {
    c.set('route', '/b/{badge}/{version}/image');
    const version = numberOf(c.req.param('version'));
    const badgeId = c.req.param('badge');
    if (version === null || !isId('bdg', badgeId)) return await answerNothing(c, ctx.publicUrl, 'picture');
    const image = await asInstance(ctx.db, (tx) => findImage(tx, { badgeId, version }));
    if (image === null) return await answerNothing(c, ctx.publicUrl, 'picture');
    return respondRaw(c, {
      bytes: image.bytes,
      mediaType: image.mediaType,
      headers: {
        ETag: `"${image.digest}"`,
        'Cache-Control': 'public, max-age=86400',
        'Content-Security-Policy': picturePolicy,
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    });
  });
  for (const path of ['/b/:badge', '/b/:badge/:version'])
    app.get(path, async (c) => {
      const versionText = c.req.param('version');
      c.set('route', versionText === undefined ? '/b/{badge}' : '/b/{badge}/{version}');
      const last = splitJson(versionText ?? c.req.param('badge') ?? '');
      const badgeId = versionText === undefined ? last.id : (c.req.param('badge') ?? '');
      const version = versionText === undefined ? null : numberOf(last.id);
      const isNamed = isId('bdg', badgeId) && (versionText === undefined || version !== null);
      const facts = isNamed ? await loadBadge(doors, badgeId, version) : null;
      if (facts === null) return await answerNothing(c, ctx.publicUrl, 'badge');
      const kind = last.isJson ? 'application/json' : wanted(c, 'page');
      if (kind !== 'page') {
        const document = {
          '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
          ...achievementOf(facts.badge, ctx.publicUrl),
        };
        return answerJson(c, JSON.stringify(document, null, 2), kind);
      }
      const page = badgePage(facts, ctx.publicUrl, ctx.clock(), readerWords(c));
      return await answerPage(c, page.frame, page.content);
    });
}

function numberOf(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

async function loadBadge(doors: Doors, badgeId: BadgeId, version: number | null): Promise<BadgeFacts | null> {
  const { db } = doors.ctx;
  const badge = await asInstance(db, (tx) =>
    version === null ? findCurrentVersion(tx, { badgeId }) : findVersion(tx, { badgeId, version }),
  );
  if (badge === null) return null;
  return await inOrg(db, badge.orgId, async (tx) => {
    const org = await findOrg(tx, { orgId: badge.orgId });
    if (org === null) return null;
    const rubric = await findRubric(tx, { badgeId, version: badge.version });
    const versions = await listVersions(tx, { badgeId });
    return { badge, org, rubric, versions, stacks: await stacksOf(tx, badge) };
  });
}

async function stacksOf(tx: Tx, badge: BadgeVersion): Promise<StackVersion[]> {
  const { items } = await listPublishedStacks(tx, { orgId: badge.orgId, limit: 200 });
  return items.filter((stack) => leavesOf(stack.requirement).some((leaf) => leaf.badgeId === badge.badgeId));
}
