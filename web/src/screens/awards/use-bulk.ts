import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { BulkAction, BulkPreview, Chosen } from '../../parts/table/index.ts';
import { startAction, takeBack, tryAction, type Action, type ActionKind, type Preview } from './act.ts';

/** What an action would do, in words. */
function told(t: TFunction, kind: ActionKind, found: Preview): BulkPreview {
  const { changedCount: count, unchangedCount } = found;
  const refused = found.refusals.map(({ code, count: n }) => ({
    reason: t(`changes.codes.${code}`),
    count: n,
  }));
  const same = { reason: t(`changes.unchanged.${kind}`), count: unchangedCount };
  return {
    sentence: t(`changes.would.${kind}`, { count }),
    count,
    action: t(`changes.do.${kind}`, { count }),
    skipped: unchangedCount === 0 ? refused : [...refused, same],
  };
}

/** What was started, in words; an action that waits can still be called off without a trace. */
function begun(t: TFunction, { kind, itemCount: count, runAt, createdAt }: Action): string {
  const seconds = Math.round((new Date(runAt).getTime() - new Date(createdAt).getTime()) / 1000);
  return seconds > 0 ? t(`changes.waits.${kind}`, { count, seconds }) : t(`changes.begun.${kind}`, { count });
}

/** The actions that the table of awards and the panel of one award offer, for whoever has these rights. */
export function useBulkActions(
  of: {
    readonly orgId: string;
    readonly filters: Readonly<Record<string, string>>;
    /** When the table was looked at. */
    readonly asOf: () => string;
    readonly rights: readonly string[];
  },
  kinds: readonly ActionKind[] = ['suspend', 'reinstate', 'resend', 'revoke'],
): readonly BulkAction[] {
  const { t } = useTranslation();
  const { orgId, filters, asOf, rights } = of;
  const may = (kind: ActionKind): boolean =>
    rights.includes(kind === 'resend' ? 'awards:issue' : 'awards:revoke');
  return kinds.filter(may).map((kind) => {
    const target = (chosen: Chosen): Parameters<typeof tryAction>[0] => ({
      ...{ orgId, kind, chosen, filters },
      asOf: asOf(),
    });
    return {
      id: kind,
      label: t(`changes.verbs.${kind}`),
      title: t(`changes.titles.${kind}`),
      isHarsh: kind === 'revoke',
      needsReason: kind !== 'resend',
      dryRun: async (chosen) => told(t, kind, await tryAction(target(chosen))),
      run: async (chosen, reason) => {
        const action = await startAction(target(chosen), reason);
        const sentence = begun(t, action);
        if (kind === 'resend') return { sentence };
        return {
          sentence,
          undo: async () => {
            const { state, undoes } = await takeBack(orgId, action.actionId, t('changes.undoReason'));
            return t(state === 'cancelled' && undoes === null ? 'changes.calledOff' : 'changes.takenBack');
          },
        };
      },
    };
  });
}
