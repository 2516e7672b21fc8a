import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../disclosure.tsx';
import { useSlash } from '../slash.ts';
import { dateText } from '../../words/index.ts';
import type { Column } from './data-table.tsx';
import { SavedViews } from './saved-views.tsx';
import type { View } from './view.ts';
import styles from './table.module.css';

/** One filter above a table: a choice among values, or words to search for. */
export interface FilterSpec {
  readonly name: string;
  readonly label: string;
  /** The values to choose from; nothing: a text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Whether it is a day (`2026-11-24`), and not words. */
  readonly isDay?: boolean;
  /** Whether it stands behind one button with others like it. */
  readonly isRare?: boolean;
}

/** Filters, the chips of those that are set, columns, and saved views. */
export function Tools<Row>({
  name,
  columns,
  shown,
  view,
  filters,
  chips,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly view: View;
  readonly filters: readonly FilterSpec[];
  readonly chips: Readonly<Record<string, { readonly label: string; readonly value: string }>>;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles['tools']}>
        <div className={styles['filters']} role="group" aria-label={t('parts.table.filters')}>
          {filters
            .filter(({ isRare }) => isRare !== true)
            .map((filter) => (
              <Filter key={filter.name} filter={filter} view={view} />
            ))}
          <RareFilters filters={filters.filter(({ isRare }) => isRare === true)} view={view} />
        </div>
        <div className={styles['end']}>
          <Sorter columns={columns} view={view} />
          <SavedViews name={name} view={view} />
          <Columns columns={columns} shown={shown} view={view} />
        </div>
      </div>
      <Chips view={view} filters={filters} chips={chips} />
    </>
  );
}

function Filter({ filter, view }: { readonly filter: FilterSpec; readonly view: View }): ReactNode {
  const { t } = useTranslation();
  const { name, label, options, isDay } = filter;
  if (isDay !== true && options === undefined) return <WordsFilter filter={filter} view={view} />;
  if (options === undefined)
    return (
      <TextInput
        type="date"
        label={label}
        value={view.filters[name] ?? ''}
        onChange={(event) => {
          view.setFilter(name, event.currentTarget.value);
        }}
      />
    );
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: t('parts.table.any') }, ...options]}
      value={view.filters[name] ?? ''}
      onChange={(event) => {
        view.setFilter(name, event.currentTarget.value);
      }}
    />
  );
}

/** Filters that few need now and then. */
function RareFilters({
  filters,
  view,
}: {
  readonly filters: readonly FilterSpec[];
  readonly view: View;
}): ReactNode {
  const { t } = useTranslation();
  if (filters.length === 0) return null;
  return (
    <Disclosure
      side="start"
      button={(props) => (
        <Button variant="default" mih={36} {...props}>
          {t('parts.table.moreFilters')}
        </Button>
      )}
    >
      <div className={styles['rare']}>
        {filters.map((filter) => (
          <Filter key={filter.name} filter={filter} view={view} />
        ))}
      </div>
    </Disclosure>
  );
}

/** A day as the chip says it. */
function dayText(day: string): string {
  const at = `${day}T00:00:00`;
  return Number.isNaN(Date.parse(at)) ? day : dateText(at);
}

function WordsFilter({ filter, view }: { readonly filter: FilterSpec; readonly view: View }): ReactNode {
  const set = view.filters[filter.name] ?? '';
  const [words, setWords] = useState(set);
  const [seen, setSeen] = useState(set);
  const field = useRef<HTMLInputElement>(null);
  useSlash(field);
  // The address may change by a chip or by the back button; then the field follows it.
  if (seen !== set) {
    setSeen(set);
    setWords(set);
  }
  const settle = useDebouncedCallback((text: string) => {
    setSeen(text);
    view.setFilter(filter.name, text);
  }, 250);
  return (
    <TextInput
      ref={field}
      type="search"
      label={filter.label}
      value={words}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setWords(text);
        settle(text);
      }}
    />
  );
}

function Chips({
  view,
  filters,
  chips,
}: {
  readonly view: View;
  readonly filters: readonly FilterSpec[];
  readonly chips: Readonly<Record<string, { readonly label: string; readonly value: string }>>;
}): ReactNode {
  const { t } = useTranslation();
  if (!view.isFiltered) return null;
  return (
    <ul className={styles['chips']} aria-label={t('parts.table.filters')}>
      {Object.entries(view.filters).map(([name, value]) => {
        const filter = filters.find((spec) => spec.name === name);
        const label = chips[name]?.label ?? filter?.label ?? name;
        const shown =
          chips[name]?.value ??
          filter?.options?.find((option) => option.value === value)?.label ??
          (filter?.isDay === true ? dayText(value) : value);
        return (
          <li key={name}>
            {t('parts.table.chip', { label, value: shown })}
            <button
              type="button"
              aria-label={t('parts.table.remove', { label })}
              onClick={() => {
                view.setFilter(name, '');
              }}
            >
              ×
            </button>
          </li>
        );
      })}
      <li className={styles['plain']}>
        <button type="button" className="as-link" onClick={view.clear}>
          {t('parts.table.clear')}
        </button>
      </li>
    </ul>
  );
}

/** On a phone the heads are not there, so the order is chosen here. */
function Sorter<Row>({
  columns,
  view,
}: {
  readonly columns: readonly Column<Row>[];
  readonly view: View;
}): ReactNode {
  const { t } = useTranslation();
  const sorted = columns.flatMap(({ label, sort }) =>
    sort === undefined
      ? []
      : [
          { value: sort, label: `${label} ↑` },
          { value: `-${sort}`, label: `${label} ↓` },
        ],
  );
  if (sorted.length === 0) return null;
  return (
    <NativeSelect
      className={styles['sorter'] ?? ''}
      aria-label={t('parts.table.sortBy')}
      data={sorted}
      value={view.order}
      onChange={(event) => {
        view.setOrder(event.currentTarget.value);
      }}
    />
  );
}

function Columns<Row>({
  columns,
  shown,
  view,
}: {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly view: View;
}): ReactNode {
  const { t } = useTranslation();
  if (columns.length < 3) return null;
  const ids = shown.map(({ id }) => id);
  return (
    <Disclosure
      button={(props) => (
        <Button variant="default" mih={36} {...props}>
          {t('parts.table.columns')}
        </Button>
      )}
    >
      <fieldset className={styles['choices']}>
        <legend className="visually-hidden">{t('parts.table.columns')}</legend>
        {columns.slice(1).map(({ id, label }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={ids.includes(id)}
              onChange={() => {
                const next = columns
                  .slice(1)
                  .map((column) => column.id)
                  .filter((other) => (other === id ? !ids.includes(id) : ids.includes(other)));
                view.setColumns(next.length === 0 ? ['none'] : next);
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </Disclosure>
  );
}
