import { Button, CloseButton, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readLocal, writeLocal } from '../../storage.ts';
import { Disclosure } from '../disclosure.tsx';
import type { View } from './view.ts';
import styles from './table.module.css';

type Saved = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function readViews(name: string): Saved {
  try {
    return (JSON.parse(readLocal(`views:${name}`) ?? '{}') as Saved | null) ?? {};
  } catch {
    return {};
  }
}

/** Views by name, kept on this device; what a view holds stands in the address, so it can be sent as well. */
export function SavedViews({ name, view }: { readonly name: string; readonly view: View }): ReactNode {
  const { t } = useTranslation();
  const [views, setViews] = useState(() => readViews(name));
  const [title, setTitle] = useState('');
  const keep = (next: Saved): void => {
    setViews(next);
    writeLocal(`views:${name}`, JSON.stringify(next));
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') return;
    keep({ ...views, [title.trim()]: view.search });
    setTitle('');
  };
  const names = Object.keys(views);
  return (
    <Disclosure
      button={(props) => (
        <Button variant="default" mih={36} {...props}>
          {t('parts.table.views')}
        </Button>
      )}
    >
      {(close) => (
        <div className={styles['views']}>
          {names.length === 0 && <p className="soft small">{t('parts.table.viewsNone')}</p>}
          <ul>
            {names.map((saved) => (
              <li key={saved}>
                <button
                  type="button"
                  className="as-link"
                  onClick={() => {
                    view.restore(views[saved] ?? {});
                    close();
                  }}
                >
                  {saved}
                </button>
                <CloseButton
                  aria-label={t('parts.table.viewRemove', { name: saved })}
                  onClick={() => {
                    keep(Object.fromEntries(Object.entries(views).filter(([other]) => other !== saved)));
                  }}
                />
              </li>
            ))}
          </ul>
          <form onSubmit={save}>
            <TextInput
              label={t('parts.table.viewName')}
              maxLength={60}
              value={title}
              onChange={(event) => {
                setTitle(event.currentTarget.value);
              }}
            />
            <Button type="submit" variant="default" mt="sm">
              {t('parts.table.viewSave')}
            </Button>
          </form>
        </div>
      )}
    </Disclosure>
  );
}
