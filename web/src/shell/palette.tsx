import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { searchAll, type Found } from '../api/search.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Problem } from '../parts/problem.tsx';
import { countText } from '../words/index.ts';
import { useOrg } from './org.ts';
import { accountPlaces, placesOf, type Me } from './places.ts';
import styles from './palette.module.css';

/** One line of the palette: what it is called, what is said beside it, where it leads. */
interface Line {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly note: string;
  readonly to: string;
}

/** Search over everything that one may see, and every place to go to. */
export function Palette({ me, close }: { readonly me: Me | null; readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [settled] = useDebouncedValue(words.trim(), 150);
  const listId = useId();
  const org = useOrg();
  const found = useQuery({
    queryKey: ['search', org?.orgId, settled],
    queryFn: () => searchAll(settled, org?.orgId),
    enabled: me !== null && settled.length > 1,
  });
  const lines = [...usePlaceLines(me, words), ...useFoundLines(settled.length > 1 ? found.data : undefined)];
  const current = Math.min(at, lines.length - 1);
  const go = (line: Line | undefined): void => {
    if (line === undefined) return;
    close();
    // Public documents are pages of their own, outside this app.
    if (/^\/[cbi]\//.test(line.to)) window.location.assign(line.to);
    else void navigate({ href: line.to });
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === 0) go(lines[current]);
    else {
      const next = (current + by + lines.length) % Math.max(1, lines.length);
      setAt(next);
      document.getElementById(`${listId}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    }
  };
  const groups = [...new Set(lines.map(({ group }) => group))];
  const isNone = lines.length === 0 && !found.isFetching && words.trim() !== '';
  return (
    <Dialog title={t('shell.search.title')} place="top" close={close}>
      <input
        className={styles['field']}
        role="combobox"
        aria-label={t('shell.search.field')}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current >= 0 ? `${listId}-${String(current)}` : undefined}
        placeholder={t('shell.search.field')}
        autoComplete="off"
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.error !== null && (
        <Problem error={found.error} text={(detail) => t('shell.search.failed', { detail })} />
      )}
      <div id={listId} role="listbox" aria-label={t('shell.search.title')} className={styles['list']}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <div className={styles['group']} aria-hidden="true">
              {group}
            </div>
            {lines.map((line, i) =>
              line.group !== group ? null : (
                <div
                  key={line.id}
                  id={`${listId}-${String(i)}`}
                  role="option"
                  aria-selected={i === current}
                  className={styles['line']}
                  onMouseMove={() => {
                    setAt(i);
                  }}
                  onClick={() => {
                    go(line);
                  }}
                >
                  <span>{line.title}</span>
                  <span className="soft">{line.note}</span>
                </div>
              ),
            )}
          </div>
        ))}
      </div>
      <p role="status" className="soft small">
        {isNone
          ? t('shell.search.none', { words: words.trim() })
          : words.trim() === ''
            ? t('shell.search.help')
            : t('shell.search.count', { count: lines.length, text: countText(lines.length) })}
      </p>
    </Dialog>
  );
}

function usePlaceLines(me: Me | null, words: string): Line[] {
  const { t } = useTranslation();
  const org = useOrg();
  const wanted = words.trim().toLocaleLowerCase();
  const places = [
    { to: '/', label: 'home', group: 'open' },
    ...placesOf(me, org).filter(({ group }) => group !== 'account'),
    ...accountPlaces(me),
  ];
  return places
    .map(({ to, label }) => ({ to, title: t(`nav.${label}`) }))
    .filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
    .map(({ to, title }) => ({
      id: `place ${to}`,
      group: t('shell.search.places'),
      title,
      note: to.startsWith('/orgs/') ? (org?.name ?? '') : '',
      to,
    }));
}

function useFoundLines(found: readonly Found[] | undefined): Line[] {
  const { t } = useTranslation();
  return (found ?? []).map(({ kind, id, title, note, to }) => ({
    id: `${kind} ${id}`,
    group: t(`shell.search.kinds.${kind}`),
    title,
    note,
    to,
  }));
}
