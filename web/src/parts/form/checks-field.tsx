import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormState } from './use-form.ts';
import styles from './form.module.css';

type ListNames<V> = { [K in keyof V]: V[K] extends readonly string[] ? K : never }[keyof V] & string;

/** Several of a few: boxes under one heading. Its value is the list of what is ticked, in the order of the options. */
export function ChecksField<V extends object>({
  form,
  name,
  label,
  hint,
  options,
}: {
  readonly form: FormState<V>;
  readonly name: ListNames<V>;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
}): ReactNode {
  const { t } = useTranslation();
  form.label(name, label);
  const id = `${form.id}-${name}`;
  const held = form.values[name] as readonly string[];
  const error = form.errors.find((wrong) => wrong.name === name)?.text;
  const toggle = (value: string): void => {
    const next = options
      .map((option) => option.value)
      .filter((other) => held.includes(other) !== (other === value));
    form.set(name, next as V[typeof name]);
  };
  const about = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={styles['checks']}
      {...(about === '' ? {} : { 'aria-describedby': about })}
    >
      <legend>{form.isRequired(name) ? label : `${label} ${t('parts.optional')}`}</legend>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="soft small">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['wrong']}>
          {error}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={held.includes(option.value)}
            onChange={() => {
              toggle(option.value);
            }}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <span className="soft small"> {option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
