import * as awards from '#awards';
import * as inventory from '#inventory';
import type { Doing, OrgId } from '#kernel';
import * as sharing from '#sharing';
import * as stacks from '#stacks';
import { inOrg, type AppContext, type Delivered, type Subscription } from '#store';

/**
 * The one table of who reacts to what. A subscriber's name is its identity in the delivery table: it never
 * changes. Reactions only call upwards of the rung that told, and are idempotent on (event, subscriber).
 */
export function subscriptionsOf(ctx: AppContext): readonly Subscription[] {
  const doing = (): Doing => ({ now: ctx.clock(), random: ctx.random, actor: 'system' });
  return [...ofAwards(ctx, doing), ...ofSharing(ctx, doing), ...ofStacks(ctx, doing), ...ofInventory(doing)];
}

function ofAwards(ctx: AppContext, doing: () => Doing): readonly Subscription[] {
  return [
    {
      subscriber: 'awards.issue',
      events: ['mastery.reached'],
      reaction: {
        kind: 'withApp',
        run: async (event) => {
          await awards.issue(ctx, doing(), { orgId: event.orgId, grant: grantOf(event) });
        },
      },
    },
  ];
}

function ofSharing(ctx: AppContext, doing: () => Doing): readonly Subscription[] {
  return [
    {
      subscriber: 'sharing.receive',
      events: ['award.issued', 'award.status_changed'],
      reaction: {
        kind: 'inTx',
        space: (event) => personOf(event),
        run: (tx, event) => sharing.receive(tx, doing(), event),
      },
    },
    {
      subscriber: 'sharing.invite',
      events: ['award.issued', 'award.claim_requested'],
      reaction: {
        kind: 'withApp',
        run: (event) =>
          inOrg(ctx.db, event.orgId, (tx) =>
            sharing.sendClaimLink(tx, doing(), ctx, {
              orgId: event.orgId,
              awardId: String(event.payload['awardId']),
              request: String(event.id),
              // Whoever has an account finds it there; who is mailed again was asked to be.
              isForStrangersOnly: event.name === 'award.issued',
            }),
          ),
      },
    },
    {
      subscriber: 'sharing.tally',
      events: ['credential.shared'],
      reaction: {
        kind: 'inTx',
        space: (event) => sharing.issuerOfShare(event),
        run: (tx, event) => sharing.countShare(tx, doing(), event),
      },
    },
  ];
}

function ofStacks(ctx: AppContext, doing: () => Doing): readonly Subscription[] {
  return [
    {
      subscriber: 'stacks.evaluate',
      events: ['award.issued', 'award.status_changed'],
      reaction: {
        kind: 'withApp',
        run: async (event) => {
          await stacks.evaluate(ctx, doing(), { orgId: event.orgId, personId: personOf(event) });
        },
      },
    },
    {
      subscriber: 'stacks.holders',
      events: ['stack.published'],
      reaction: {
        kind: 'inTx',
        space: (event) => event.orgId,
        run: (tx, event) => stacks.planHolders(tx, event),
      },
    },
  ];
}

function ofInventory(doing: () => Doing): readonly Subscription[] {
  return [
    {
      subscriber: 'inventory.apply',
      events: [...inventory.sourceEvents],
      reaction: {
        kind: 'inTxTogether',
        space: (event) => event.orgId,
        run: (tx, events) => inventory.applyMany(tx, doing(), events),
      },
    },
  ];
}

function personOf(event: Delivered): OrgId {
  return event.payload['personId'] as OrgId;
}

function grantOf(event: Delivered): awards.Grant {
  const { payload } = event;
  return {
    badgeId: payload['badgeId'] as awards.Grant['badgeId'],
    version: payload['version'] as number,
    personId: personOf(event),
    grantKey: `mastery:${String(payload['decisionId'])}`,
    source: 'mastery',
    decisionId: payload['decisionId'] as NonNullable<awards.Grant['decisionId']>,
    results: payload['results'] as NonNullable<awards.Grant['results']>,
    isSynthetic: payload['isSynthetic'] === true,
  };
}
