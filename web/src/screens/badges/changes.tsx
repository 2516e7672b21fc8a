import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listText, percentText } from '../../words/index.ts';
import { wordDiff } from './word-diff.ts';
import styles from './editor.module.css';

/** One member of a badge that two versions say differently. */
export interface Change {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

interface Line {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

type Tell = (key: string, values?: Record<string, unknown>) => string;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** A value that is one of a few, in words. */
function chosen(t: Tell, field: string, value: unknown): string {
  if (typeof value === 'boolean') return t(`editor.options.isGraded-${value ? 'yes' : 'no'}`);
  const listed = ['participation', 'supervision', 'cycle', 'integration'].includes(field);
  return listed && typeof value === 'string' ? t(`editor.options.${field}-${value}`) : textOf(value);
}

function alignmentLines(t: Tell, before: unknown, after: unknown): Line[] {
  const read = (list: unknown): Map<string, string> =>
    new Map(
      (Array.isArray(list) ? list.filter(isRecord) : []).map((one) => [
        `${textOf(one['name'])} (${textOf(one['framework'])} ${textOf(one['code'])})`,
        t('editor.levelOf', { level: one['level'] }),
      ]),
    );
  const [old, fresh] = [read(before), read(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((label) => {
    const [was, is] = [old.get(label) ?? '', fresh.get(label) ?? ''];
    return was === is ? [] : [{ label, before: was, after: is }];
  });
}

function qualityLines(t: Tell, before: unknown, after: unknown): Line[] {
  const [old, fresh] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((name) => {
    if (name === 'qualityAssurance') {
      const parts = ['name', 'url', 'description'];
      const [one, other] = [old[name], fresh[name]].map((value) => (isRecord(value) ? value : {}));
      return parts.flatMap((part) => {
        const [was, is] = [textOf(one?.[part]), textOf(other?.[part])];
        const field = { name: 'qualityName', url: 'qualityUrl', description: 'qualityDescription' }[part];
        return was === is ? [] : [{ label: t(`editor.fields.${field ?? part}`), before: was, after: is }];
      });
    }
    const [was, is] = [chosen(t, name, old[name]), chosen(t, name, fresh[name])];
    return was === is ? [] : [{ label: t(`editor.fields.${name}`), before: was, after: is }];
  });
}

/** What the picture of a first version shows; the picture itself stands above. */
function altLine(t: Tell, image: unknown): Line {
  return { label: t('editor.fields.alt'), before: '', after: textOf(isRecord(image) ? image['alt'] : '') };
}

function imageLines(t: Tell, before: unknown, after: unknown): Line[] {
  const [old, fresh] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const label = t('editor.fields.alt');
  const alt = { label, before: textOf(old['alt']), after: textOf(fresh['alt']) };
  const isOther = old['digest'] !== fresh['digest'];
  return [
    ...(isOther ? [{ label: t('editor.picture'), before: '', after: t('editor.otherPicture') }] : []),
    ...(alt.before === alt.after ? [] : [alt]),
  ];
}

/** What a change says, line by line. */
function linesOf(t: Tell, { field, before, after }: Change): Line[] {
  if (field === 'alignments') return alignmentLines(t, before, after);
  if (field === 'quality') return qualityLines(t, before, after);
  if (field === 'image') return imageLines(t, before, after);
  const list = (value: unknown): string =>
    Array.isArray(value) ? listText(value.map(textOf)) : textOf(value);
  return [{ label: t(`editor.fields.${field}`), before: list(before), after: list(after) }];
}

/** What changed between two versions, field by field and word by word; or what a first version says. */
export function ChangeList({
  changes,
  isFirst = false,
}: {
  readonly changes: readonly Change[];
  /** Whether there was nothing before: then nothing is marked as new. */
  readonly isFirst?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const tell: Tell = (key, values) => t(key, values ?? {});
  const lines = changes.flatMap((change) =>
    isFirst && change.field === 'image' ? [altLine(tell, change.after)] : linesOf(tell, change),
  );
  if (lines.length === 0) return <p role="status">{t('editor.noChange')}</p>;
  return (
    <dl className={styles['changes']}>
      {lines.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{isFirst ? after : <Compared before={before} after={after} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function Compared({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const { t } = useTranslation();
  return wordDiff(before, after).map(({ kind, text }, i) =>
    kind === 'same' ? (
      <span key={i}>{text}</span>
    ) : kind === 'gone' ? (
      <del key={i}>
        <span className="visually-hidden">{t('editor.gone')} </span>
        {text}
      </del>
    ) : (
      <ins key={i}>
        <span className="visually-hidden">{t('editor.added')} </span>
        {text}
      </ins>
    ),
  );
}

/** One element of the European standard. */
export interface Element {
  readonly element: string;
  readonly isMandatory: boolean;
  readonly isStated: boolean;
}

/** Which elements of the European standard a badge states: a bar, and what is missing leads to its field. */
export function Completeness({
  elements,
  goTo,
}: {
  readonly elements: readonly Element[];
  /** Leads to the field of an element; nothing: the names lead nowhere. */
  readonly goTo?: (element: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const mandatory = elements.filter(({ isMandatory }) => isMandatory);
  const stated = mandatory.filter(({ isStated }) => isStated).length;
  const missing = (is: boolean): readonly Element[] =>
    elements.filter(({ isMandatory, isStated }) => isMandatory === is && !isStated);
  const list = (items: readonly Element[]): ReactNode => (
    <ul className={styles['missing']}>
      {items.map(({ element }) => (
        <li key={element}>
          {goTo === undefined ? (
            t(`editor.elements.${element}`)
          ) : (
            <button
              type="button"
              className="as-link"
              onClick={() => {
                goTo(element);
              }}
            >
              {t(`editor.elements.${element}`)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles['meter']}>
      <p className={styles['meterLine']}>
        <strong>{t('editor.stated', { stated, count: mandatory.length })}</strong>{' '}
        <span className="soft">{percentText(stated / Math.max(1, mandatory.length))}</span>
      </p>
      <meter aria-label={t('editor.completeness')} min={0} max={mandatory.length} value={stated} />
      {missing(true).length > 0 && (
        <>
          <p>{t('editor.missing')}</p>
          {list(missing(true))}
        </>
      )}
      {missing(false).length > 0 && (
        <>
          <p className="soft">{t('editor.optional')}</p>
          {list(missing(false))}
        </>
      )}
    </div>
  );
}
