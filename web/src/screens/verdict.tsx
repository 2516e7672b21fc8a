import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateText } from '../words/index.ts';
import { ToneIcon, type Tone } from './state.tsx';
import styles from './verify.module.css';

/** The part of a verification that the page shows. */
export interface Verification {
  readonly verdict: {
    readonly word: 'valid' | 'inconclusive' | 'not_valid';
    readonly issuerRecognised: boolean;
    readonly sentence: string;
    readonly issuerSentence: string | null;
    readonly log: { readonly sentence: string };
    readonly checks: readonly {
      readonly id: string;
      readonly status: 'pass' | 'fail' | 'skipped' | 'unknown';
      readonly text: string;
    }[];
  };
  readonly shown?: {
    readonly title: string;
    readonly description: string | null;
    readonly recipientName: string | null;
    readonly issuer: {
      readonly id: string;
      readonly claimedName: string | null;
      readonly recognisedAs: string | null;
      readonly domain: string | null;
    };
    readonly validFrom: string | null;
    readonly validUntil: string | null;
  };
}

const tones = { valid: 'good', inconclusive: 'warn', not_valid: 'bad' } as const;
const checkTones: Readonly<Record<string, Tone>> = {
  pass: 'good',
  fail: 'bad',
  unknown: 'warn',
  skipped: 'soft',
};

/** The answer: a word and a sentence first, then what the document says, then every check. */
export function Verdict({ verification }: { readonly verification: Verification }): ReactNode {
  const { t } = useTranslation();
  const { verdict, shown } = verification;
  const tone = tones[verdict.word];
  return (
    <section aria-label={t(`verify.words.${verdict.word}`)}>
      <div
        className={styles['verdict']}
        style={{ color: `var(--${tone})`, background: `var(--${tone}-soft)` }}
      >
        <ToneIcon tone={tone} size={28} />
        <div>
          <p className={styles['word']} style={{ color: `var(--${tone})` }}>
            {t(`verify.words.${verdict.word}`)}
          </p>
          <p>{verdict.sentence}</p>
          {verdict.issuerSentence !== null && <p>{verdict.issuerSentence}</p>}
        </div>
      </div>
      {shown === undefined ? <p>{t('verify.nothingShown')}</p> : <Facts shown={shown} verdict={verdict} />}
      <h2>{t('verify.checks')}</h2>
      <ul className={styles['checks']}>
        {verdict.checks.map((check) => (
          <li key={check.id}>
            <span style={{ color: `var(--${checkTones[check.status] ?? 'soft'})` }}>
              <ToneIcon tone={checkTones[check.status] ?? 'soft'} size={20} />
            </span>
            <span>
              {check.text}{' '}
              <span style={{ color: 'var(--soft)' }}>({t(`verify.status.${check.status}`)})</span>
            </span>
          </li>
        ))}
      </ul>
      {shown !== undefined && <p style={{ color: 'var(--soft)' }}>{verdict.log.sentence}</p>}
    </section>
  );
}

function Facts({
  shown,
  verdict,
}: {
  readonly shown: NonNullable<Verification['shown']>;
  readonly verdict: Verification['verdict'];
}): ReactNode {
  const { t } = useTranslation();
  const { issuer } = shown;
  const name = issuer.recognisedAs ?? issuer.claimedName ?? issuer.id;
  return (
    <>
      <h2>{t('verify.shown')}</h2>
      <dl className={styles['facts']}>
        <dt>{t('verify.achievement')}</dt>
        <dd>{shown.title}</dd>
        {shown.recipientName !== null && (
          <>
            <dt>{t('verify.holder')}</dt>
            <dd>{shown.recipientName}</dd>
          </>
        )}
        <dt>{t('verify.issuer')}</dt>
        <dd>
          {name} · {verdict.issuerRecognised ? t('verify.recognised') : t('verify.unrecognised')}
          {issuer.domain !== null && <> · {issuer.domain}</>}
        </dd>
        {shown.validFrom !== null && (
          <>
            <dt>{t('verify.validFrom')}</dt>
            <dd>{dateText(shown.validFrom)}</dd>
          </>
        )}
        <dt>{t('verify.validUntil')}</dt>
        <dd>{shown.validUntil === null ? t('verify.noEnd') : dateText(shown.validUntil)}</dd>
      </dl>
    </>
  );
}
