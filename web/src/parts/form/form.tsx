import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeText } from '../../words/index.ts';
import styles from './form.module.css';
import type { FormState } from './use-form.ts';

type Names<V, T> = { [K in keyof V]: V[K] extends T ? K : never }[keyof V] & string;

const idOf = <V extends object>(form: FormState<V>, name: string): string => `${form.id}-${name}`;

/** The frame of a form: what went wrong, the fields, and the button that says what happens. */
export function Form<V extends object>({
  form,
  action,
  more,
  children,
}: {
  readonly form: FormState<V>;
  /** What the button does: "Publish version 3". */
  readonly action: string;
  /** Further buttons. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    void form.submit();
  };
  return (
    <form onSubmit={submit} noValidate className={styles['form']}>
      <Summary form={form} />
      {form.keptAt !== null && (
        <p className={styles['kept']} role="status">
          {t('parts.form.kept', { date: timeText(form.keptAt) })}{' '}
          <button type="button" className="as-link" onClick={form.discard}>
            {t('parts.form.discard')}
          </button>
        </p>
      )}
      {children}
      <div className={styles['actions']}>
        <Button type="submit" h={44} size="md" loading={form.isBusy}>
          {action}
        </Button>
        {more}
      </div>
    </form>
  );
}

/** Everything that is wrong, above the form; each line leads to its field. */
function Summary<V extends object>({ form }: { readonly form: FormState<V> }): ReactNode {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.attempts > 0) box.current?.focus();
  }, [form.attempts]);
  if (form.errors.length === 0 && form.refusal === '') return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="problem">
      <h2 className={styles['problem']}>{t('parts.form.problem')}</h2>
      {form.refusal !== '' && <p>{form.refusal}</p>}
      {form.errors.length > 0 && (
        <ul className={styles['errors']}>
          {form.errors.map(({ name, text }) => (
            <li key={name}>
              <a
                href={`#${idOf(form, name)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(idOf(form, name))?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FieldProps<V extends object, N extends string> {
  readonly form: FormState<V>;
  readonly name: N;
  readonly label: string;
  readonly hint?: string;
  readonly isDisabled?: boolean;
}

/** What every field hands to its input: name, hint, error, and whether it may stay empty. */
export function fieldProps<V extends object>(
  { form, name, label, hint, isDisabled = false }: FieldProps<V, keyof V & string>,
  optional: string,
): {
  id: string;
  name: string;
  label: string;
  description: string | undefined;
  error: string | undefined;
  disabled: boolean;
  'aria-required': boolean;
  size: 'md';
  mb: 'md';
} {
  form.label(name, label);
  const isRequired = form.isRequired(name);
  return {
    id: idOf(form, name),
    name,
    label: isRequired ? label : `${label} ${optional}`,
    description: hint,
    error: form.errors.find((wrong) => wrong.name === name)?.text,
    disabled: isDisabled,
    'aria-required': isRequired,
    size: 'md',
    mb: 'md',
  };
}

/** A line of text, or several, or a secret. */
export function TextField<V extends object>(
  props: FieldProps<V, Names<V, string>> & {
    readonly type?: 'text' | 'email' | 'url' | 'number' | 'date' | 'password' | 'tel';
    /** How many lines; one unless told. */
    readonly rows?: number;
    readonly autoComplete?: string;
    readonly maxLength?: number;
    readonly inputMode?: 'numeric' | 'decimal' | 'text';
    readonly isMono?: boolean;
  },
): ReactNode {
  const { t } = useTranslation();
  const { form, name, type = 'text', rows = 1, autoComplete, maxLength, inputMode, isMono } = props;
  const shared = {
    ...fieldProps(props as FieldProps<V, keyof V & string>, t('parts.optional')),
    value: form.values[name] as string,
    maxLength,
    autoComplete,
    inputMode,
    ...(isMono === true ? { styles: { input: { fontFamily: 'var(--mono)' } } } : {}),
    onChange: (event: { currentTarget: { value: string } }) => {
      form.set(name, event.currentTarget.value as V[typeof name]);
    },
  };
  if (rows > 1) return <Textarea {...shared} rows={rows} />;
  if (type === 'password')
    return (
      <PasswordInput
        {...shared}
        visibilityToggleButtonProps={{ 'aria-label': t('shell.again.show'), tabIndex: 0 }}
      />
    );
  return <TextInput {...shared} type={type} />;
}

/** A password: one's own to prove who one is, or with `isNew` the one that will hold from now on. */
export function PasswordField<V extends object>(
  props: FieldProps<V, Names<V, string>> & { readonly isNew?: boolean },
): ReactNode {
  const { t } = useTranslation();
  const { isNew = false, ...field } = props;
  const own = isNew
    ? { autoComplete: 'new-password', hint: t('parts.form.passwordHint'), maxLength: 128 }
    : { autoComplete: 'current-password' };
  return <TextField {...own} {...field} type="password" />;
}

/** One of a few. */
export function SelectField<V extends object>(
  props: FieldProps<V, Names<V, string>> & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
    /** Whether nothing is chosen at first; then the first line asks for a choice. */
    readonly isOpen?: boolean;
  },
): ReactNode {
  const { t } = useTranslation();
  const { form, name, options, isOpen = false } = props;
  return (
    <NativeSelect
      {...fieldProps(props as FieldProps<V, keyof V & string>, t('parts.optional'))}
      data={[...(isOpen ? [{ value: '', label: t('parts.form.choose') }] : []), ...options]}
      value={form.values[name] as string}
      onChange={(event) => {
        form.set(name, event.currentTarget.value as V[typeof name]);
      }}
    />
  );
}

/** Yes or no. */
export function CheckField<V extends object>(props: FieldProps<V, Names<V, boolean>>): ReactNode {
  const { form, name, label, hint, isDisabled = false } = props;
  form.label(name, label);
  const id = idOf(form, name);
  const error = form.errors.find((wrong) => wrong.name === name)?.text;
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className={styles['check']}>
      <input
        id={id}
        type="checkbox"
        disabled={isDisabled}
        checked={form.values[name] as boolean}
        aria-describedby={hintId}
        aria-invalid={error !== undefined}
        onChange={(event) => {
          form.set(name, event.currentTarget.checked as V[typeof name]);
        }}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span id={hintId} className="soft">
          {hint}
        </span>
      )}
      {error !== undefined && <span className={styles['wrong']}>{error}</span>}
    </div>
  );
}
