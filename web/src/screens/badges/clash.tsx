import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { valuesOf, type Field, type Values } from './draft-model.ts';
import type { DraftState } from './use-draft.ts';
import styles from './editor.module.css';

function shown(values: Values, field: Field): string {
  const value = values[field];
  return typeof value === 'string'
    ? value
    : value.map(({ name, level }) => `${name} (${String(level)})`).join(', ');
}

/** Two people changed the same fields: says so, shows both, and lets this one choose. Nothing was overwritten. */
export function Clash({ draft }: { readonly draft: DraftState }): ReactNode {
  const { t } = useTranslation();
  const { save, values, settle } = draft;
  const fields = save.kind === 'clash' ? save.fields : [];
  const [mine, setMine] = useState<ReadonlySet<Field>>(new Set(fields));
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  if (save.kind !== 'clash') return null;
  const theirs = valuesOf(save.theirs);
  const choose = (field: Field, isMine: boolean): void => {
    const next = new Set(mine);
    if (isMine) next.add(field);
    else next.delete(field);
    setMine(next);
  };
  return (
    <section ref={box} tabIndex={-1} role="alert" className={styles['clash']}>
      <h2>{t('editor.clashTitle')}</h2>
      <p>{t('editor.clashText')}</p>
      {fields.map((field) => (
        <fieldset key={field} className={styles['sides']}>
          <legend>{t(`editor.fields.${field}`)}</legend>
          {[true, false].map((isMine) => (
            <label key={String(isMine)}>
              <input
                type="radio"
                name={`clash-${field}`}
                checked={mine.has(field) === isMine}
                onChange={() => {
                  choose(field, isMine);
                }}
              />
              <span>
                <strong>{t(isMine ? 'editor.mine' : 'editor.theirs')}</strong>
                <span className={styles['side']} data-untranslated>
                  {shown(isMine ? values : theirs, field)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <Button
        h={44}
        onClick={() => {
          settle(mine);
        }}
      >
        {t('editor.settle')}
      </Button>
    </section>
  );
}
