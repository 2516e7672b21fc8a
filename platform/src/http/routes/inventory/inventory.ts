import { z } from '@hono/zod-openapi';
import { findCompetencies } from '#frameworks';
import {
  findGap,
  findPersonSkills,
  listPeopleWith,
  listSkills,
  rebuild,
  wantedSkillsSchema,
} from '#inventory';
import type { OrgId } from '#kernel';
import { findContacts, recordAudit } from '#parties';
import type { Tx } from '#store';
import { csvOf } from '../../csv.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';

const basis = z.enum(['verified', 'assessed', 'declared']);

const countShape = z
  .object({
    framework: z.string(),
    code: z.string(),
    name: z
      .string()
      .openapi({ description: 'From the framework; the code itself where it is not imported.' }),
    level: z.number().int(),
    basis,
    people: z.number().int(),
  })
  .openapi('SkillCount');

const holdingShape = z
  .object({
    framework: z.string(),
    code: z.string(),
    level: z.number().int(),
    basis,
    personId: id,
    endsAt: time.nullable(),
    name: z.string().nullable(),
  })
  .openapi('SkillHolding');

async function skillNames(
  tx: Tx,
  skills: readonly { readonly framework: string; readonly code: string }[],
): Promise<(skill: { readonly framework: string; readonly code: string }) => string> {
  const refs = skills.map(({ framework, code }) => ({ framework, code }));
  const names = new Map(
    (await findCompetencies(tx, { refs })).map((c) => [`${c.framework} ${c.code}`, c.name]),
  );
  return ({ framework, code }) => names.get(`${framework} ${code}`) ?? code;
}

/** Who can do what, from credentials of people who confirmed that they work here. */
export const inventoryRoutes = [
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/inventory/gap',
    access: 'inventory:read',
    tag: 'Inventory',
    summary: 'Compare what people can do with a list of wanted skills',
    description:
      'For each skill the number of different people who hold it at that level or above, and how many are short. ' +
      'Nothing is kept.',
    params: orgPath,
    body: z.strictObject({ wanted: wantedSkillsSchema }),
    answer: z.object({
      items: z.array(
        z.object({
          framework: z.string(),
          code: z.string(),
          name: z.string(),
          level: z.number().int(),
          people: z.number().int(),
          have: z.number().int(),
          short: z.number().int(),
        }),
      ),
      shortTotal: z.number().int(),
    }),
    inTx: async (tx, { orgId, doing, body }) => {
      const gaps = await findGap(tx, { orgId, at: doing.now, wanted: body.wanted });
      const nameOf = await skillNames(tx, gaps);
      return {
        items: gaps.map((gap) => ({ ...gap, name: nameOf(gap) })),
        shortTotal: gaps.reduce((sum, gap) => sum + gap.short, 0),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/inventory/gap.csv',
    access: 'inventory:read',
    tag: 'Inventory',
    summary: 'The same comparison as a file',
    params: orgPath,
    body: z.strictObject({ wanted: wantedSkillsSchema }),
    gives: ['text/csv'],
    inTx: async (tx, { orgId, doing, body }) => {
      const gaps = await findGap(tx, { orgId, at: doing.now, wanted: body.wanted });
      const nameOf = await skillNames(tx, gaps);
      const head = ['framework', 'code', 'name', 'level', 'people_wanted', 'people_have', 'people_short'];
      const rows = gaps.map((gap) => [
        gap.framework,
        gap.code,
        nameOf(gap),
        String(gap.level),
        String(gap.people),
        String(gap.have),
        String(gap.short),
      ]);
      return {
        bytes: csvOf([head, ...rows]),
        mediaType: 'text/csv; charset=utf-8; header=present',
        headers: { 'Content-Disposition': 'attachment; filename="gap.csv"' },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/inventory/skills',
    access: 'inventory:read',
    tag: 'Inventory',
    summary: 'Count people by skill and level',
    params: orgPath,
    query: z.strictObject({
      ...pageQuery,
      framework: z.string().max(64).optional(),
      code: z.string().max(256).optional(),
    }),
    answer: page(countShape),
    inTx: async (tx, { orgId, query, doing }) => {
      const found = await listSkills(tx, { orgId, at: doing.now, ...query });
      const nameOf = await skillNames(tx, found.items);
      return { ...found, items: found.items.map((s) => ({ ...s, name: nameOf(s) })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/inventory/people',
    access: 'inventory:read',
    tag: 'Inventory',
    summary: 'List who holds a skill at a level or above',
    params: orgPath,
    query: z.strictObject({
      ...pageQuery,
      framework: z.string().min(1).max(64),
      code: z.string().min(1).max(256),
      atLeastLevel: z.coerce.number().int().min(0).max(10).default(0),
    }),
    answer: page(holdingShape),
    inTx: async (tx, { orgId, query, doing }) => {
      const found = await listPeopleWith(tx, { orgId, at: doing.now, ...query });
      const contacts = await findContacts(tx, { orgId, personIds: found.items.map((h) => h.personId) });
      const names = new Map(contacts.map((c) => [c.personId, c.name]));
      return { ...found, items: found.items.map((h) => ({ ...h, name: names.get(h.personId) ?? null })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/inventory/people/{personId}',
    access: 'inventory:read',
    tag: 'Inventory',
    summary: 'Read what one person can do',
    description: 'Empty for somebody without a confirmed employment link.',
    params: z.strictObject({ orgId: id, personId: id }),
    answer: z.object({ items: z.array(holdingShape.omit({ name: true }).extend({ name: z.string() })) }),
    inTx: async (tx, { orgId, params, doing }) => {
      const items = await findPersonSkills(tx, {
        orgId,
        at: doing.now,
        personId: params.personId as OrgId,
      });
      const nameOf = await skillNames(tx, items);
      return { items: items.map((h) => ({ ...h, name: nameOf(h) })) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/inventory/rebuild',
    access: 'inventory:manage',
    tag: 'Inventory',
    summary: 'Make the inventory again from the events',
    description: 'The answer equals what was there before, unless an event had been missed.',
    params: orgPath,
    cost: 10,
    answer: z.object({ eventCount: z.number().int() }),
    inTx: async (tx, { orgId, doing }) => {
      const eventCount = await rebuild(tx, { orgId });
      await recordAudit(tx, doing, {
        orgId,
        action: 'inventory.rebuilt',
        subject: orgId,
        detail: { eventCount },
      });
      return { eventCount };
    },
  }),
];
