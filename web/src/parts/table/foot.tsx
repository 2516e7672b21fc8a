import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rows } from './rows.ts';
import styles from './table.module.css';

/** How many rows are shown, of how many, and the way to more of them. */
export function Foot<Row>({ rows, more }: { readonly rows: Rows<Row>; readonly more: string }): ReactNode {
  const { t } = useTranslation();
  const count = rows.items.length;
  const text = !rows.hasMore
    ? t('parts.table.shown', { count })
    : rows.total === undefined
      ? t('parts.table.first', { count })
      : t(rows.isExact ? 'parts.table.of' : 'parts.table.ofMore', { count, total: rows.total });
  return (
    <div className={styles['foot']}>
      <span role="status">{text}</span>
      {rows.hasMore && (
        <Button variant="default" mih={36} loading={rows.isFetchingMore} onClick={rows.more}>
          {more}
        </Button>
      )}
    </div>
  );
}
