import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from '../../parts/state.tsx';
import table from '../../parts/table.module.css';
import { emailFault, type PastedRow } from './parse-rows.ts';
import styles from './awards.module.css';

/** What the server found when it looked at the rows; rows are counted from 1. */
export interface Report {
  readonly rowCount: number;
  readonly acceptedCount: number;
  readonly problems: readonly {
    readonly row: number;
    readonly problems: readonly { readonly field: string; readonly reason: string }[];
  }[];
}

/** How many rows are shown of those that are in order; the others are all shown, up to ten times as many. */
const shownRows = 20;
const fields = ['email', 'name', 'evidenceNote', 'validUntil'];

const shownText = (text = ''): string => (text === '' ? '–' : text);

/** What would happen with each row: those with a problem first, each with what is wrong. */
export function RowsPreview({
  rows,
  report,
}: {
  readonly rows: readonly PastedRow[];
  readonly report: Report;
}): ReactNode {
  const { t } = useTranslation();
  const { acceptedCount, problems } = report;
  const wrong = new Map(problems.map((found) => [found.row, found.problems]));
  const good = rows.map((_row, i) => i + 1).filter((row) => !wrong.has(row));
  const shown = [...problems.slice(0, 10 * shownRows).map(({ row }) => row), ...good.slice(0, shownRows)];
  const fault = (row: number, field: string): string => {
    if (field === 'email') return t(`awarding.faults.email.${emailFault(rows, row - 1)}`);
    return t(`awarding.faults.fields.${fields.includes(field) ? field : 'other'}`);
  };
  const summary = t('awarding.accepted', { count: acceptedCount });
  return (
    <div className={styles['preview']}>
      <p role="status">
        {problems.length === 0 ? summary : `${summary} ${t('awarding.refused', { count: problems.length })}`}
      </p>
      <div className={table['wrap']} role="region" aria-label={t('awarding.preview')} tabIndex={0}>
        <table className={`${table['table'] ?? ''} ${table['stacks'] ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{t('awarding.email')}</th>
              <th scope="col">{t('awarding.name')}</th>
              <th scope="col">{t('awarding.outcome')}</th>
              <th scope="col" className={table['number']}>
                {t('awarding.row')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row}>
                <th scope="row" data-untranslated>
                  {shownText(rows[row - 1]?.email)}
                </th>
                <td data-label={t('awarding.name')} data-untranslated>
                  {shownText(rows[row - 1]?.name)}
                </td>
                <td data-label={t('awarding.outcome')}>
                  {wrong.has(row) ? (
                    <State
                      tone="bad"
                      word={(wrong.get(row) ?? []).map(({ field }) => fault(row, field)).join(' ')}
                    />
                  ) : (
                    <State tone="good" word={t('awarding.good')} />
                  )}
                </td>
                <td data-label={t('awarding.row')} className={table['number']}>
                  {row}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p className="soft">{t('awarding.more', { count: rows.length - shown.length })}</p>
      )}
    </div>
  );
}
