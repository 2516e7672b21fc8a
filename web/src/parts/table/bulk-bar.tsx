import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { ConfirmDialog } from '../dialog.tsx';
import { say } from '../toast.tsx';
import { Waiting } from '../waiting.tsx';
import type { Chosen, Selection } from './selection.ts';
import styles from './table.module.css';

/** What a dry run found: nothing has happened yet. */
export interface BulkPreview {
  /** "12 credentials will be revoked." */
  readonly sentence: string;
  /** How many rows would change. */
  readonly count: number;
  /** What the button then says: "Revoke 12 credentials". */
  readonly action: string;
  /** Rows that would be left as they are, by reason. */
  readonly skipped?: readonly { readonly reason: string; readonly count: number }[];
}

/** What a bulk action did. */
export interface BulkOutcome {
  readonly sentence: string;
  /** The way back; answers with what to say afterwards. */
  readonly undo?: () => Promise<string | undefined>;
}

/** One thing that can be done with many rows. */
export interface BulkAction {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly isHarsh?: boolean;
  /** Whether it needs words that those concerned can read. */
  readonly needsReason?: boolean;
  readonly dryRun: (chosen: Chosen) => Promise<BulkPreview>;
  readonly run: (chosen: Chosen, reason: string) => Promise<BulkOutcome>;
}

/** Stays at the lower edge while rows are selected: how many, all that match, and what can be done with them. */
export function BulkBar({
  selection,
  total,
  actions,
  after,
}: {
  readonly selection: Selection;
  /** How many rows match in all, where the server counts them. */
  readonly total?: number | undefined;
  readonly actions: readonly BulkAction[];
  /** Called when something was done, to fetch the rows again. */
  readonly after: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [action, setAction] = useState<BulkAction | null>(null);
  if (selection.isEmpty) return null;
  const { count, chosen } = selection;
  const isWhole = chosen.kind === 'all' && chosen.without.length === 0;
  return (
    <>
      <section className={styles['bulk']} aria-label={t('parts.bulk.label')}>
        <strong role="status">
          {count === undefined ? t('parts.bulk.selectedAll') : t('parts.bulk.selected', { count })}
        </strong>
        {!isWhole && (total === undefined || total > (count ?? 0)) && (
          <button type="button" className="as-link" onClick={selection.chooseAll}>
            {total === undefined ? t('parts.bulk.allUncounted') : t('parts.bulk.all', { count: total })}
          </button>
        )}
        <button type="button" className="as-link" onClick={selection.clear}>
          {t('parts.bulk.clear')}
        </button>
        <span className={styles['deeds']}>
          {actions.map((deed) => (
            <Button
              key={deed.id}
              mih={36}
              variant="default"
              onClick={() => {
                setAction(deed);
              }}
            >
              {deed.label}
            </Button>
          ))}
        </span>
      </section>
      {action !== null && (
        <BulkDialog
          action={action}
          chosen={chosen}
          done={() => {
            selection.clear();
            after();
          }}
          after={after}
          close={() => {
            setAction(null);
          }}
        />
      )}
    </>
  );
}

/** Says what an action would do to the chosen rows, asks for a reason where one is needed, and does it. */
export function BulkDialog({
  action,
  chosen: given,
  done = () => undefined,
  after,
  close,
}: {
  readonly action: BulkAction;
  readonly chosen: Chosen;
  /** Called once when the action was taken in. */
  readonly done?: () => void;
  /** Called when something was done, and again when it was taken back, to fetch the rows. */
  readonly after: () => void;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  // What is selected behind the box may change; what the box is about may not.
  const [chosen] = useState(given);
  const preview = useQuery({
    queryKey: ['dry-run', action.id, chosen],
    queryFn: () => withSession(() => action.dryRun(chosen)),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const found = preview.data;
  const run = async (): Promise<void> => {
    const outcome = await withSession(() => action.run(chosen, reason.trim()));
    const { undo } = outcome;
    done();
    say(
      outcome.sentence,
      undo === undefined
        ? undefined
        : async () => {
            const said = await undo();
            after();
            return said;
          },
    );
  };
  return (
    <ConfirmDialog
      title={action.title}
      action={found?.action ?? action.label}
      isHarsh={action.isHarsh ?? false}
      isReady={
        found !== undefined && found.count > 0 && (action.needsReason !== true || reason.trim() !== '')
      }
      run={run}
      close={close}
    >
      {found === undefined ? (
        <>
          {preview.error === null && <p role="status">{t('parts.bulk.looking')}</p>}
          <Waiting error={preview.error} retry={() => void preview.refetch()} lines={1} />
        </>
      ) : (
        <>
          <p role="status">{found.count === 0 ? t('parts.bulk.nothing') : found.sentence}</p>
          {found.skipped !== undefined && found.skipped.length > 0 && (
            <>
              <p className={styles['skipped']}>{t('parts.bulk.skipped')}</p>
              <ul className={styles['reasons']}>
                {found.skipped.map(({ reason: why, count }) => (
                  <li key={why}>
                    <b>{count}</b> {why}
                  </li>
                ))}
              </ul>
            </>
          )}
          {action.needsReason === true && found.count > 0 && (
            <Textarea
              label={t('parts.bulk.reason')}
              description={t('parts.bulk.reasonHint')}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => {
                setReason(event.currentTarget.value);
              }}
            />
          )}
        </>
      )}
    </ConfirmDialog>
  );
}
