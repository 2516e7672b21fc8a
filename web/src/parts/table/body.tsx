import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, DataTableProps } from './data-table.tsx';
import type { Selection } from './selection.ts';
import type { View } from './view.ts';
import { rowHeight, type Range } from './window.ts';
import styles from './table.module.css';

interface BodyProps<Row> extends DataTableProps<Row> {
  readonly shown: readonly Column<Row>[];
  readonly range: Range;
  readonly current: number;
  readonly setCurrent: (index: number) => void;
}

/** The table itself: heads that sort, rows as far as they can be seen. */
export function Body<Row>(props: BodyProps<Row>): ReactNode {
  const { rows, shown, range, selection, view, idOf } = props;
  const span = shown.length + (selection === undefined ? 0 : 1);
  const below = rows.items.length - range.end;
  return (
    <table
      className={styles['table']}
      aria-rowcount={rows.total ?? (rows.hasMore ? -1 : rows.items.length + 1)}
    >
      <thead>
        <tr>
          {selection !== undefined && <AllCell ids={rows.items.map(idOf)} selection={selection} />}
          {shown.map((column) => (
            <Head key={column.id} column={column} view={view} />
          ))}
        </tr>
      </thead>
      <tbody>
        {range.start > 0 && <Gap height={range.start * rowHeight} span={span} />}
        {rows.items.slice(range.start, range.end).map((row, i) => (
          <Row key={idOf(row)} {...props} row={row} index={range.start + i} />
        ))}
        {below > 0 && <Gap height={below * rowHeight} span={span} />}
      </tbody>
    </table>
  );
}

function Gap({ height, span }: { readonly height: number; readonly span: number }): ReactNode {
  return (
    <tr aria-hidden="true" className={styles['gap']}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function AllCell({
  ids,
  selection,
}: {
  readonly ids: readonly string[];
  readonly selection: Selection;
}): ReactNode {
  const { t } = useTranslation();
  const areAll = ids.length > 0 && ids.every(selection.has);
  return (
    <td className={styles['pick']}>
      <label>
        <input
          type="checkbox"
          aria-label={t('parts.table.selectShown')}
          checked={areAll}
          ref={(input) => {
            if (input !== null) input.indeterminate = !areAll && !selection.isEmpty;
          }}
          onChange={() => {
            selection.toggleShown(ids);
          }}
        />
      </label>
    </td>
  );
}

function Head<Row>({ column, view }: { readonly column: Column<Row>; readonly view: View }): ReactNode {
  const { t } = useTranslation();
  const { label, sort, isNumber, isMinor } = column;
  const className = [isNumber === true && styles['number'], isMinor === true && styles['minor']]
    .filter((name) => name !== false)
    .join(' ');
  if (sort === undefined)
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  const isUp = view.order === sort;
  const isDown = view.order === `-${sort}`;
  return (
    <th
      scope="col"
      className={className}
      {...(isUp || isDown ? { 'aria-sort': isUp ? 'ascending' : 'descending' } : {})}
    >
      <button
        type="button"
        className={styles['sort']}
        title={t('parts.table.sort', { column: label })}
        onClick={() => {
          view.setOrder(isDown ? sort : isUp ? `-${sort}` : isNumber === true ? `-${sort}` : sort);
        }}
      >
        {label}
        <span aria-hidden="true">{isUp ? '↑' : isDown ? '↓' : ''}</span>
      </button>
    </th>
  );
}

function Row<R>(props: BodyProps<R> & { readonly row: R; readonly index: number }): ReactNode {
  const { row, index, shown, selection, idOf, nameOf, open, openId, current, setCurrent } = props;
  const { t } = useTranslation();
  const id = idOf(row);
  const isChosen = selection?.has(id) ?? false;
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={-1}
      data-current={current === index}
      data-open={openId === id}
      data-chosen={isChosen}
      onFocus={() => {
        setCurrent(index);
      }}
    >
      {selection !== undefined && (
        <td className={styles['pick']}>
          <label>
            <input
              type="checkbox"
              aria-label={t('parts.table.select', { row: nameOf(row) })}
              checked={isChosen}
              onChange={() => {
                selection.toggle(id);
              }}
            />
          </label>
        </td>
      )}
      {shown.map((column, i) => {
        const className = [
          column.isNumber === true && styles['number'],
          column.isMinor === true && styles['minor'],
        ]
          .filter((name) => name !== false)
          .join(' ');
        if (i > 0)
          return (
            <td key={column.id} data-label={column.label} className={className}>
              {column.cell(row)}
            </td>
          );
        return (
          <th key={column.id} scope="row">
            {open === undefined ? (
              column.cell(row)
            ) : (
              <button
                type="button"
                className={styles['open']}
                aria-haspopup="dialog"
                onClick={() => {
                  open(row);
                }}
              >
                {column.cell(row)}
              </button>
            )}
          </th>
        );
      })}
    </tr>
  );
}
