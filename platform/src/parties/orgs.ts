import { isId, newId, pageOf, type Doing, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, switchOrg, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { accentContrast, leastContrast, readable } from './colours.ts';
import { afterOf } from './cursor.ts';
import { errors } from './errors.ts';
import type { Language } from './mail-words.ts';
import type { Org, OrgDraft, OrgPatch } from './model.ts';
import { slugOf } from './rules.ts';

interface Row {
  org_id: OrgId;
  kind: 'organisation' | 'person';
  name: string;
  slug: string;
  url: string | null;
  email: string | null;
  description: string | null;
  image: string | null;
  legal_name: string | null;
  language: Language | null;
  accent_colour: string | null;
  is_demo: boolean;
  created_at: Date;
}

const columns = sql`org_id, kind, name, slug, url, email, description, image, legal_name, language, accent_colour,
  is_demo, created_at`;

function orgOf(row: Row): Org {
  return {
    orgId: row.org_id,
    kind: row.kind,
    name: row.name,
    slug: row.slug,
    ...(row.url !== null && { url: row.url }),
    ...(row.email !== null && { email: row.email }),
    ...(row.description !== null && { description: row.description }),
    ...(row.image !== null && { image: row.image }),
    ...(row.legal_name !== null && { legalName: row.legal_name }),
    ...(row.language !== null && { language: row.language }),
    ...(row.accent_colour !== null && { accentColour: row.accent_colour }),
    isDemo: row.is_demo,
    createdAt: row.created_at,
  };
}

/**
 * Makes an organisation, or the space of a person without a mail address. The transaction may be in any
 * tenant before; afterwards it is in the new one, so that its first member can be added at once.
 * Error: accent_contrast_low.
 */
export async function createOrg(
  tx: Tx,
  doing: Doing,
  input: OrgDraft & { kind?: 'organisation' | 'person'; isDemo?: boolean },
): Promise<Org> {
  checkAccent(input.accentColour);
  const orgId = newId('org', doing.now, doing.random);
  const kind = input.kind ?? 'organisation';
  const slug = kind === 'person' ? orgId : await takeSlug(tx, doing, orgId, slugOf(input.name));
  await switchOrg(tx, orgId);
  const result = await sql<Row>`insert into parties.org
      (org_id, kind, name, slug, url, email, description, image, legal_name, language, accent_colour, is_demo,
        created_at)
    values (${orgId}, ${kind}, ${input.name}, ${slug}, ${input.url ?? null}, ${input.email ?? null},
      ${input.description ?? null}, ${input.image ?? null}, ${input.legalName ?? null},
      ${input.language ?? null}, ${input.accentColour ?? null}, ${input.isDemo ?? false}, ${doing.now})
    returning ${columns}`.execute(tx);
  await recordAudit(tx, doing, { orgId, action: 'org.created', subject: orgId, detail: { kind } });
  return orgOf(result.rows[0] as Row);
}

async function takeSlug(tx: Tx, doing: Doing, orgId: OrgId, base: string): Promise<string> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const slug = attempt === 0 ? base : `${base}-${Buffer.from(doing.random(4)).toString('hex')}`;
    const taken = await sql`insert into parties.slug (slug, org_id) values (${slug}, ${orgId})
      on conflict do nothing returning 1`.execute(tx);
    if (taken.rows.length === 1) return slug;
  }
  return orgId;
}

/** Finds an organisation, or in its own space a person; null where there is none to be seen. */
export async function findOrg(tx: Tx, input: { orgId: string }): Promise<Org | null> {
  if (!isId('org', input.orgId)) return null;
  const result = await sql<Row>`select ${columns} from parties.org where org_id = ${input.orgId}`.execute(tx);
  return result.rows[0] === undefined ? null : orgOf(result.rows[0]);
}

/** Finds an organisation by its readable name. */
export async function findOrgBySlug(tx: Tx, input: { slug: string }): Promise<Org | null> {
  const result = await sql<{
    org_id: OrgId;
  }>`select org_id from parties.slug where slug = ${input.slug}`.execute(tx);
  return result.rows[0] === undefined ? null : await findOrg(tx, { orgId: result.rows[0].org_id });
}

/** Lists the organisations of the instance, oldest first; people are never in it. Error: party_cursor_invalid. */
export async function listOrgs(tx: Tx, input: { page: PageRequest }): Promise<Page<Org>> {
  const after = afterOf(input.page.after);
  const result = await sql<Row>`select ${columns} from parties.org
    where kind = 'organisation' and org_id collate "C" > ${after ?? ''}
    order by org_id collate "C" limit ${input.page.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(orgOf), input.page.limit, (org) => [org.orgId]);
}

/** Changes name, contact and brand of an organisation, or of one's own space. Errors: org_unknown, accent_contrast_low. */
export async function updateOrg(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; patch: OrgPatch },
): Promise<Org> {
  const before = await findOrg(tx, input);
  if (before === null) throw errors.fail('org_unknown', `${input.orgId} is not an organisation here.`);
  const { patch } = input;
  checkAccent(patch.accentColour);
  const kept = (key: Exclude<keyof OrgPatch, 'name'>): string | null =>
    patch[key] === undefined ? (before[key] ?? null) : patch[key];
  const result = await sql<Row>`update parties.org set name = ${patch.name ?? before.name},
      url = ${kept('url')}, email = ${kept('email')}, description = ${kept('description')}, image = ${kept('image')},
      legal_name = ${kept('legalName')}, language = ${kept('language')}, accent_colour = ${kept('accentColour')}
    where org_id = ${input.orgId} returning ${columns}`.execute(tx);
  if (result.rows[0] === undefined)
    throw errors.fail('org_unknown', `${input.orgId} is not an organisation here.`);
  await recordAudit(tx, doing, {
    orgId: input.orgId,
    action: 'org.updated',
    subject: input.orgId,
    detail: { fields: Object.keys(patch) },
  });
  return orgOf(result.rows[0]);
}

/** An accent is also the colour of links: it must be readable on the light ground. Error: accent_contrast_low. */
export function checkAccent(colour: string | null | undefined): void {
  if (colour === null || colour === undefined) return;
  const ratio = accentContrast(colour, 'light');
  if (ratio >= leastContrast) return;
  const suggestion = readable(colour, 'light');
  throw errors.fail(
    'accent_contrast_low',
    `${colour} has ${ratio.toFixed(2)} : 1 where ${String(leastContrast)} : 1 are needed; ${suggestion} has enough.`,
    { ratio: Math.round(ratio * 100) / 100, needed: leastContrast, suggestion },
  );
}
