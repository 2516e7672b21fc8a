import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../parts/form/index.ts';
import type { Field, TextField as TextName } from './draft-model.ts';
import type { DraftState } from './use-draft.ts';

/** What helps with a field; most need nothing. */
const hinted: readonly Field[] = [
  ...(['objective', 'criteria', 'tags', 'humanCode', 'workloadHours', 'creditsAvailable'] as const),
  ...(['assessmentType', 'qualityName', 'expiresAfterDays', 'prerequisites', 'alt'] as const),
];

/** The hint of a field that has one. */
export function useHint(name: Field): { hint?: string } {
  const { t } = useTranslation();
  return hinted.includes(name) ? { hint: t(`editor.hints.${name}`) } : {};
}

/** A field of text. */
export function Text({
  draft,
  name,
  rows = 1,
  max,
  isNumber = false,
}: {
  readonly draft: DraftState;
  readonly name: TextName;
  readonly rows?: number;
  readonly max: number;
  readonly isNumber?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <TextField
      form={draft.form}
      name={name}
      label={t(`editor.fields.${name}`)}
      {...useHint(name)}
      rows={rows}
      maxLength={max}
      {...(isNumber ? { inputMode: 'decimal' as const } : {})}
    />
  );
}
