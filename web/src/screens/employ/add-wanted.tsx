import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Problem } from '../../parts/problem.tsx';
import { mostWanted, type Wanted } from './wanted.ts';
import styles from './employ.module.css';

interface Skill {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
}

const levels = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** Looks a skill up by words, and adds it to the list with a level and a number of people. */
export function AddWanted({
  wanted,
  add,
}: {
  readonly wanted: readonly Wanted[];
  readonly add: (one: Wanted) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [skill, setSkill] = useState<Skill | null>(null);
  const [level, setLevel] = useState('0');
  const [people, setPeople] = useState('1');
  const [wrong, setWrong] = useState<{ readonly skill?: string; readonly people?: string }>({});
  const field = useRef<HTMLInputElement>(null);
  const number = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const count = Number(people);
    const isCount = Number.isInteger(count) && count >= 1 && count <= 1_000_000;
    setWrong({
      ...(skill === null ? { skill: t('employ.skillMissing') } : {}),
      ...(isCount ? {} : { people: t('employ.peopleWrong') }),
    });
    if (skill === null || !isCount) {
      (skill === null ? field : number).current?.focus();
      return;
    }
    add({ framework: skill.framework, code: skill.code, level: Number(level), people: count });
    setWords('');
    setSkill(null);
    field.current?.focus();
  };
  if (wanted.length >= mostWanted) return <p>{t('employ.full', { count: mostWanted })}</p>;
  return (
    <form noValidate onSubmit={submit} aria-label={t('employ.add')}>
      <div className={styles['row']}>
        <TextInput
          ref={field}
          className={styles['skill'] ?? ''}
          label={t('employ.skill')}
          value={skill?.name ?? words}
          error={wrong.skill}
          autoComplete="off"
          onChange={(event) => {
            setSkill(null);
            setWords(event.currentTarget.value);
          }}
        />
        <NativeSelect
          label={t('employ.least')}
          value={level}
          data={levels.map((value) => ({
            value,
            label: value === '0' ? t('employ.anyLevel') : t('inventory.ofTen', { level: Number(value) }),
          }))}
          onChange={(event) => {
            setLevel(event.currentTarget.value);
          }}
        />
        <TextInput
          ref={number}
          className={styles['count'] ?? ''}
          label={t('employ.wanted')}
          inputMode="numeric"
          value={people}
          error={wrong.people}
          onChange={(event) => {
            setPeople(event.currentTarget.value);
          }}
        />
        <Button type="submit" mih={36}>
          {t('employ.add')}
        </Button>
      </div>
      {skill === null && (
        <Found
          words={words}
          choose={(found) => {
            setSkill(found);
            setWrong({});
            field.current?.focus();
          }}
        />
      )}
    </form>
  );
}

/** Skills of the frameworks that fit the words, to choose one of. */
function Found({
  words,
  choose,
}: {
  readonly words: string;
  readonly choose: (skill: Skill) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(words.trim(), 250);
  const found = useQuery({
    queryKey: ['competencies', settled],
    queryFn: () => ask(api.GET('/api/v1/competencies', { params: { query: { words: settled, limit: 8 } } })),
    enabled: settled.length >= 2,
  });
  if (settled.length < 2 || words.trim().length < 2) return null;
  if (found.error !== null) return <Problem error={found.error} />;
  if (found.data === undefined) return null;
  const { items } = found.data;
  return (
    <div className={styles['found']} role="group" aria-label={t('employ.found')}>
      <p role="status" className="soft">
        {t('employ.foundCount', { count: items.length })}
      </p>
      {items.map((item) => (
        <button
          key={`${item.framework} ${item.version} ${item.code}`}
          type="button"
          onClick={() => {
            choose(item);
          }}
        >
          {item.name}{' '}
          <span className="soft">
            {t(`inventory.frameworks.${item.framework}`, { defaultValue: item.framework.toUpperCase() })}{' '}
            {item.code}
          </span>
        </button>
      ))}
    </div>
  );
}
