import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from '../../parts/state.tsx';

const tones = { submitted: 'soft', returned: 'warn', decided: 'soft' } as const;

/** Where a submission stands, in a word. */
export function SubmissionState({ state }: { readonly state: keyof typeof tones }): ReactNode {
  const { t } = useTranslation();
  return <State tone={tones[state]} word={t(`assess.states.${state}`)} />;
}
