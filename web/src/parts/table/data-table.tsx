import { useCallback, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../waiting.tsx';
import { Body } from './body.tsx';
import { Foot } from './foot.tsx';
import { useTableKeys } from './keys.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';
import { Tools, type FilterSpec } from './tools.tsx';
import type { View } from './view.ts';
import { useWindow } from './window.ts';
import styles from './table.module.css';

/** One column. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the server sorts by; nothing: this column has no order. */
  readonly sort?: string;
  readonly isNumber?: boolean;
  /** Whether it is left out on a phone. */
  readonly isMinor?: boolean;
  /** Whether it is shown only when somebody chooses it. */
  readonly isExtra?: boolean;
}

/** What a table is made of; the first column names the row and cannot be hidden. */
export interface DataTableProps<Row> {
  /** Under which name views are kept on this device, such as `awards`. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly [Column<Row>, ...Column<Row>[]];
  readonly rows: Rows<Row>;
  readonly idOf: (row: Row) => string;
  /** What a row is called, for screen readers. */
  readonly nameOf: (row: Row) => string;
  readonly view: View;
  readonly filters?: readonly FilterSpec[];
  /** What a chip says of a filter that no control sets, such as an id from a link. */
  readonly chips?: Readonly<Record<string, { readonly label: string; readonly value: string }>>;
  readonly selection?: Selection;
  /** Opens a row: by its name, or by Enter. */
  readonly open?: (row: Row) => void;
  /** Which row is open beside the table. */
  readonly openId?: string | undefined;
  /** What stands here when there is nothing at all. */
  readonly empty: ReactNode;
  /** What stands here when nothing fits the filters. */
  readonly noMatch: ReactNode;
}

/** A table for work: sorted by the server, fetched as it is read, moved through by keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { name, label, columns, rows, idOf, view, filters = [], selection, open, empty, noMatch } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { hasMore, isFetchingMore, more } = rows;
  const nearEnd = useCallback(() => {
    if (hasMore && !isFetchingMore) more();
  }, [hasMore, isFetchingMore, more]);
  const range = useWindow(box, rows.items.length, nearEnd);
  const [current, setCurrent] = useState(-1);
  const move = (by: 1 | -1): void => {
    const index = Math.max(0, Math.min(rows.items.length - 1, current + by));
    if (rows.items.length === 0) return;
    setCurrent(index);
    range.reveal(index);
    focusRow(box.current, index);
    const row = rows.items[index];
    // With a panel open beside the table, moving on shows the next row in it.
    if (props.openId !== undefined && row !== undefined) open?.(row);
  };
  const select = (): void => {
    const row = rows.items[current];
    if (row !== undefined) selection?.toggle(idOf(row));
  };
  useTableKeys({ move, select });
  const enter = (event: KeyboardEvent): void => {
    const row = rows.items[current];
    const isRow = event.target instanceof HTMLTableRowElement;
    if (event.key === 'Enter' && isRow && row !== undefined && open !== undefined) {
      event.preventDefault();
      open(row);
    }
  };
  const shown = columns.filter(
    (column, i) => i === 0 || (view.columns?.includes(column.id) ?? column.isExtra !== true),
  );
  const isEmpty = !rows.isFirst && rows.items.length === 0;
  return (
    <>
      {(!isEmpty || view.isFiltered) && (
        <Tools
          name={name}
          columns={columns}
          shown={shown}
          view={view}
          filters={filters}
          chips={props.chips ?? {}}
        />
      )}
      {rows.isFirst ? (
        <Waiting error={rows.error} retry={rows.again} lines={8} />
      ) : isEmpty ? (
        view.isFiltered ? (
          noMatch
        ) : (
          empty
        )
      ) : (
        <>
          {/* A region that scrolls has to be reached by the keyboard, too. */}
          <div
            ref={box}
            className={styles['wrap']}
            role="region"
            aria-label={label}
            tabIndex={0}
            onKeyDown={enter}
          >
            <Body {...props} shown={shown} range={range} current={current} setCurrent={setCurrent} />
          </div>
          <Foot rows={rows} more={t('parts.table.more')} />
        </>
      )}
    </>
  );
}

/** Puts the focus on a row once it is drawn. */
function focusRow(box: HTMLElement | null, index: number): void {
  requestAnimationFrame(() => {
    const row = box?.querySelector<HTMLElement>(`tr[data-index="${String(index)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  });
}
