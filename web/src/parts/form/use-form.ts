import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../api/client.ts';
import { withSession } from '../../api/again.ts';
import { problemText } from '../problem.tsx';
import { keepDraft, readDraft } from './draft.ts';

/** What a form is made of. */
export interface FormSpec<V extends object> {
  readonly initial: V;
  /**
   * Under which name what is typed is kept on this device until it is sent, such as `badge bdg_…`. Leave it out only
   * where nothing is lost, as on a sign-in form.
   */
  readonly draft?: string;
  /** Fields that are never kept: passwords, codes. */
  readonly secret?: readonly (keyof V & string)[];
  /** Fields that must not be empty. */
  readonly required?: readonly (keyof V & string)[];
  /** Where the server's problem document points for a field; `/<name>` unless told. */
  readonly pointers?: Partial<Record<keyof V & string, string>>;
  /** What is wrong with the values, by field, in words of the language. */
  readonly check?: (values: V) => Partial<Record<keyof V & string, string>>;
  readonly submit: (values: V) => Promise<void>;
}

/** One thing that is wrong, and where. */
export interface FieldError {
  readonly name: string;
  readonly text: string;
}

/** A form at work. */
export interface FormState<V extends object> {
  readonly id: string;
  readonly values: V;
  readonly set: <K extends keyof V>(name: K, value: V[K]) => void;
  readonly errors: readonly FieldError[];
  /** Why the whole was refused, beside what is said of single fields. */
  readonly refusal: string;
  /** Counts the attempts that were refused, so that each is announced. */
  readonly attempts: number;
  readonly isBusy: boolean;
  readonly isChanged: boolean;
  /** When what is shown was typed, if it was kept from an earlier visit. */
  readonly keptAt: string | null;
  readonly discard: () => void;
  readonly submit: () => Promise<boolean>;
  /** A field says what it is called, so that the summary can name it. */
  readonly label: (name: keyof V & string, label: string) => void;
  readonly isRequired: (name: keyof V & string) => boolean;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Runs a form: nothing typed is lost when the server refuses, the session ends or the connection breaks. */
export function useForm<V extends object>(spec: FormSpec<V>): FormState<V> {
  const { t } = useTranslation();
  const id = useId();
  const [kept] = useState(() => (spec.draft === undefined ? null : readDraft(spec.draft)));
  const [values, setValues] = useState<V>({ ...spec.initial, ...(kept?.values as Partial<V> | undefined) });
  const [keptAt, setKeptAt] = useState(kept?.at ?? null);
  const [isChanged, setChanged] = useState(false);
  const [state, setState] = useState({ errors: [] as FieldError[], refusal: '', attempts: 0, isBusy: false });
  const labels = useRef(new Map<string, string>());
  const { draft, secret } = spec;
  useEffect(() => {
    if (draft === undefined || !isChanged) return undefined;
    const timer = setTimeout(() => {
      const typed = Object.fromEntries(Object.entries(values));
      keepDraft(draft, { at: new Date().toISOString(), values: typed }, secret);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [draft, secret, values, isChanged]);

  const refuse = (errors: FieldError[], refusal = ''): false => {
    setState((before) => ({ errors, refusal, attempts: before.attempts + 1, isBusy: false }));
    return false;
  };
  const submit = async (): Promise<boolean> => {
    const wrong = wrongWith(spec, values, (name) =>
      t('parts.form.missing', { label: labels.current.get(name) ?? name }),
    );
    if (wrong.length > 0) return refuse(wrong);
    setState((before) => ({ ...before, isBusy: true }));
    try {
      await withSession(() => spec.submit(values));
      if (draft !== undefined) keepDraft(draft, null);
      setChanged(false);
      setKeptAt(null);
      setState((before) => ({ ...before, errors: [], refusal: '', isBusy: false }));
      return true;
    } catch (error) {
      return refuse(fieldsOf(spec, error), t('parts.form.failed', { detail: problemText(t, error) }));
    }
  };
  return {
    id,
    values,
    ...state,
    isChanged,
    keptAt,
    set: (name, value) => {
      setChanged(true);
      setValues((before) => ({ ...before, [name]: value }));
    },
    discard: () => {
      if (draft !== undefined) keepDraft(draft, null);
      setValues(spec.initial);
      setKeptAt(null);
      setChanged(false);
    },
    submit,
    label: (name, label) => {
      labels.current.set(name, label);
    },
    isRequired: (name) => spec.required?.includes(name) ?? false,
  };
}

function wrongWith<V extends object>(
  { required = [], check }: FormSpec<V>,
  values: V,
  missing: (name: string) => string,
): FieldError[] {
  const empty = required.filter((name) => isEmpty(values[name]));
  const others = Object.entries<string | undefined>(check?.(values) ?? {});
  return [
    ...empty.map((name) => ({ name, text: missing(name) })),
    ...others.flatMap(([name, text]) =>
      text === undefined || empty.some((other) => other === name) ? [] : [{ name, text }],
    ),
  ];
}

/** Which fields a refusal points at; a pointer into a field, such as `/items/0`, belongs to that field. */
function fieldsOf<V extends object>({ initial, pointers }: FormSpec<V>, error: unknown): FieldError[] {
  if (!(error instanceof Refused)) return [];
  return (Object.keys(initial) as (keyof V & string)[]).flatMap((name) => {
    const at = pointers?.[name] ?? `/${name}`;
    const found = [...error.fields].find(([pointer]) => pointer === at || pointer.startsWith(`${at}/`));
    return found === undefined ? [] : [{ name, text: found[1] }];
  });
}
