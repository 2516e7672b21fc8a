import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { Aligned } from './draft-model.ts';
import type { DraftState } from './use-draft.ts';
import styles from './editor.module.css';

/** How many competencies are offered at once. */
const offered = 8;
const mostLevels = 10;
const isSame = (a: Aligned, b: { framework: string; code: string }): boolean =>
  a.framework === b.framework && a.code === b.code;

/** The competencies that a badge shows, looked up in the frameworks of this instance. */
export function Alignments({ draft }: { readonly draft: DraftState }): ReactNode {
  const { t } = useTranslation();
  const { form, values } = draft;
  const list = values.alignments;
  const set = (next: readonly Aligned[]): void => {
    form.set('alignments', next);
  };
  return (
    <div className={styles['alignments']} role="group" aria-label={t('editor.fields.alignments')}>
      <h3>{t('editor.fields.alignments')}</h3>
      {list.length === 0 ? (
        <p className="soft">{t('editor.noAlignment')}</p>
      ) : (
        <ul className={styles['aligned']}>
          {list.map((one) => (
            <li key={`${one.framework} ${one.code}`}>
              <span>
                <span data-untranslated>{one.name}</span>
                <br />
                <span className="soft" data-untranslated>
                  {one.framework.toUpperCase()} · {one.code}
                </span>
              </span>
              <NativeSelect
                aria-label={t('editor.levelNamed', { skill: one.name })}
                data={Array.from({ length: mostLevels + 1 }, (_none, level) => ({
                  value: String(level),
                  label: level === 0 ? t('editor.levelAny') : t('editor.levelOf', { level }),
                }))}
                value={String(one.level)}
                onChange={(event) => {
                  const level = Number(event.currentTarget.value);
                  set(list.map((other) => (isSame(other, one) ? { ...other, level } : other)));
                }}
              />
              <button
                type="button"
                className="as-link"
                aria-label={t('editor.removeNamed', { skill: one.name })}
                onClick={() => {
                  set(list.filter((other) => !isSame(other, one)));
                }}
              >
                {t('editor.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <LookUp
        isTaken={(found) => list.some((one) => isSame(one, found))}
        add={(found) => {
          set([...list, { ...found, level: 5 }]);
        }}
      />
    </div>
  );
}

interface Found {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
}

function LookUp({
  isTaken,
  add,
}: {
  readonly isTaken: (found: Found) => boolean;
  readonly add: (found: Found) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [framework, setFramework] = useState('');
  const [settled] = useDebouncedValue(words.trim(), 250);
  const frameworks = useQuery({
    queryKey: ['frameworks'],
    queryFn: () => ask(api.GET('/api/v1/frameworks', { params: { query: { limit: 100 } } })),
    staleTime: 300_000,
  });
  const codes = [...new Set(frameworks.data?.items.map(({ code }) => code) ?? [])];
  const found = useQuery({
    queryKey: ['competencies', settled, framework],
    queryFn: () =>
      ask(
        api.GET('/api/v1/competencies', {
          params: {
            query: { words: settled, limit: offered, ...(framework === '' ? {} : { framework }) },
          },
        }),
      ),
    enabled: settled.length >= 2,
  });
  const items = found.data?.items.filter((one) => !isTaken(one));
  return (
    <>
      <div className={styles['lookUp']}>
        <TextInput
          type="search"
          size="md"
          label={t('editor.lookUp')}
          description={t('editor.lookUpHint')}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
        <NativeSelect
          size="md"
          label={t('editor.framework')}
          data={[
            { value: '', label: t('editor.everyFramework') },
            ...codes.map((value) => ({ value, label: value.toUpperCase() })),
          ]}
          value={framework}
          onChange={(event) => {
            setFramework(event.currentTarget.value);
          }}
        />
      </div>
      {settled.length >= 2 &&
        (items === undefined ? (
          <Waiting error={found.error} retry={() => void found.refetch()} lines={3} />
        ) : items.length === 0 ? (
          <p role="status" className="soft">
            {t('editor.nothingFound', { words: settled })}
          </p>
        ) : (
          <ul className={styles['found']} aria-label={t('editor.foundSkills')}>
            {items.map((one) => (
              <li key={`${one.framework} ${one.code}`}>
                <button
                  type="button"
                  onClick={() => {
                    add({ framework: one.framework, code: one.code, name: one.name });
                    setWords('');
                  }}
                >
                  <span data-untranslated>{one.name}</span>{' '}
                  <span className="soft" data-untranslated>
                    {one.framework.toUpperCase()}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ))}
    </>
  );
}
