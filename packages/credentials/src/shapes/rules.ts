import { readDateTime } from '../dates/index.ts';
import { isObject, notesOf, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';

/** Looks at one value and says what is wrong with it, if anything. */
export type Rule = (value: JsonValue, pointer: string) => Fault | undefined;

const no = (pointer: string, detail: string): Fault => fault('schema', pointer, detail);

/** An absolute URL or URN: a scheme, and no character that RFC 3986 and 3987 leave out. */
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const URL_PATTERN = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\u0000-\u0020]+$/;
const SCRIPT_URL =
  /^\s*(?:javascript|vbscript|data:text\/html|data:application\/xhtml|data:text\/xml|data:application\/xml)/i;

/** A string. */
export const text: Rule = (value, at) => (typeof value === 'string' ? undefined : no(at, 'must be a string'));
/** A string that is not empty. */
export const someText: Rule = (value, at) =>
  typeof value === 'string' && value !== '' ? undefined : no(at, 'must be a string that is not empty');
/** A number. */
export const number: Rule = (value, at) =>
  typeof value === 'number' ? undefined : no(at, 'must be a number');
/** A truth value. */
export const truth: Rule = (value, at) =>
  typeof value === 'boolean' ? undefined : no(at, 'must be true or false');

/** An absolute URL; a script in its place is `payload-active-content`. */
export const url: Rule = (value, at) => {
  if (typeof value !== 'string') return no(at, 'must be a URL');
  if (SCRIPT_URL.test(value)) return fault('payload-active-content', at, 'a URL that would run a script');
  return URL_PATTERN.test(value) ? undefined : no(at, 'must be an absolute URL');
};

/** A date and time with a time zone. */
export const dateTime: Rule = (value, at) =>
  readDateTime(value) === undefined
    ? no(at, 'must be a date and time with a time zone that the calendar has')
    : undefined;

/** A calendar date. */
export const date: Rule = (value, at) =>
  typeof value === 'string' && readDateTime(`${value}T00:00:00Z`) !== undefined
    ? undefined
    : no(at, 'must be a date');

/** A string that a pattern matches. */
export const matching =
  (pattern: RegExp, what: string): Rule =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? undefined : no(at, `must be ${what}`);

/** One of a list of strings, or an extension that starts with `ext:`. */
export const oneOf =
  (values: readonly string[], canExtend: boolean): Rule =>
  (value, at) =>
    typeof value === 'string' && (values.includes(value) || (canExtend && /^ext:[\w.|-]+$/.test(value)))
      ? undefined
      : no(at, 'must be one of the listed words');

const LANGUAGE_VALUE: Readonly<Record<string, Rule>> = {
  '@value': text,
  '@language': matching(/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/, 'a language tag'),
  '@direction': matching(/^(?:ltr|rtl)$/, 'ltr or rtl'),
};

const languageValue: Rule = (value, at) => {
  if (typeof value === 'string') return undefined;
  if (!isObject(value) || !Object.hasOwn(value, '@value')) return no(at, 'must be text or a language value');
  for (const [key, item] of Object.entries(value)) {
    const rule = LANGUAGE_VALUE[key];
    const found =
      rule === undefined
        ? no(pointerTo(at, key), 'not part of a language value')
        : rule(item, pointerTo(at, key));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A value or a list of values that each obey a rule; a list may be empty where `allowEmpty` is left true. */
export const many =
  (rule: Rule, allowEmpty = true): Rule =>
  (value, at) => {
    if (!Array.isArray(value)) return rule(value, at);
    if (value.length === 0 && !allowEmpty) return no(at, 'must not be empty');
    for (let i = 0; i < value.length; i++) {
      const found = rule(value[i] as JsonValue, '');
      if (found !== undefined) return below(found, pointerTo(at, i));
    }
    return undefined;
  };

/** Text in one or several languages (VC 2.0, section 11.1): strings or language value objects. */
export const languageText: Rule = many(languageValue, false);

/** A member that has to be there. */
export interface Required {
  required: Rule;
}

/** Marks a member as one that has to be there. */
export const required = (rule: Rule): Required => ({ required: rule });

/** The members of an object by name. */
export type Members = Readonly<Record<string, Rule | Required>>;

/** An object whose named members obey their rules; members that are not named are not looked at. */
export const object = (
  members: Members,
  check?: (value: JsonObject, pointer: string) => Fault | undefined,
): Rule => {
  const entries = Object.entries(members).map(([name, entry]) => ({
    name,
    isRequired: typeof entry !== 'function',
    rule: typeof entry === 'function' ? entry : entry.required,
  }));
  const rule: Rule = (value, at) => {
    if (!isObject(value)) return no(at, 'must be an object');
    const notes = notesOf(value);
    if (notes?.get(rule) === true) return undefined;
    for (const { name, isRequired, rule: inner } of entries) {
      const item = value[name];
      if (item === undefined || !Object.hasOwn(value, name)) {
        if (isRequired) return no(pointerTo(at, name), 'is missing');
        continue;
      }
      const found = inner(item, '');
      if (found !== undefined) return below(found, pointerTo(at, name));
    }
    const found = check?.(value, at);
    if (found === undefined) notes?.set(rule, true);
    return found;
  };
  return rule;
};

/** A fault inside a value, seen from outside: places are put together only where there is a fault. */
function below(found: Fault, at: string): Fault {
  return { ...found, pointer: at + found.pointer };
}

/** Either of two rules; the fault of the second is the one that is told. */
export const either =
  (first: Rule, second: Rule): Rule =>
  (value, at) => {
    const found = first(value, at);
    return found === undefined || found.code === 'payload-active-content' ? found : second(value, at);
  };

/** Every rule in turn. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, at) =>
    firstFault(rules, (rule) => rule(value, at));

/** A type name or a list of them without repetition, among them the named one. */
export const typeWith =
  (name?: string): Rule =>
  (value, at) => {
    if (typeof value === 'string' && value !== '' && (name === undefined || value === name)) return undefined;
    const names = Array.isArray(value) ? value : [value];
    if (names.length === 0 || !names.every((item) => typeof item === 'string' && item !== '')) {
      return no(at, 'must be a type name or a list of them');
    }
    if (names.length > 1 && new Set(names).size !== names.length) return no(at, 'a type is listed twice');
    return name === undefined || names.includes(name) ? undefined : no(at, `must include ${name}`);
  };

/** The first fault that a list of things brings up. */
export function firstFault<T>(
  items: readonly T[],
  look: (item: T, index: number) => Fault | undefined,
): Fault | undefined {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
