import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateText, distanceText } from '../../words/index.ts';
import { ToneIcon, type Tone } from '../../parts/state.tsx';
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
    readonly image: { readonly url: string; readonly alt: string } | null;
    readonly isSynthetic: boolean;
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
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [verification]);
  return (
    <section aria-label={t('verify.result')}>
      <div
        ref={box}
        tabIndex={-1}
        className={styles['verdict']}
        style={{ color: `var(--${tone})`, background: `var(--${tone}-soft)` }}
      >
        <ToneIcon tone={tone} size={28} />
        <div>
          <p className={styles['word']} style={{ color: `var(--${tone})` }}>
            {t(`verify.words.${verdict.word}`)}
          </p>
          <p>{verdict.sentence}</p>
          {verdict.issuerSentence !== null && (
            <p className="small">
              {!verdict.issuerRecognised && (
                <>
                  <span className={styles['unrecognised']}>{t('verify.issuerUnrecognised')}</span>{' '}
                </>
              )}
              {verdict.issuerSentence}
            </p>
          )}
        </div>
      </div>
      {shown === undefined ? (
        <p>{t('verify.nothingShown')}</p>
      ) : (
        <Facts shown={shown} isRecognised={verdict.issuerRecognised} />
      )}
      <h2>{t('verify.checks')}</h2>
      <ul className={styles['checks']}>
        {verdict.checks.map((check) => (
          <li key={check.id}>
            <span style={{ color: `var(--${checkTones[check.status] ?? 'soft'})` }}>
              <ToneIcon tone={checkTones[check.status] ?? 'soft'} size={20} />
            </span>
            <span>
              <b>{t(`verify.status.${check.status}`)}.</b> {check.text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({
  shown,
  isRecognised,
}: {
  readonly shown: NonNullable<Verification['shown']>;
  readonly isRecognised: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { issuer, image } = shown;
  const now = new Date();
  const date = (iso: string): string => `${dateText(iso)} (${distanceText(iso, now)})`;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('verify.holder'), shown.recipientName ?? t('verify.holderUnnamed')],
    [
      t('verify.issuer'),
      <>
        {issuer.recognisedAs ?? issuer.claimedName ?? issuer.id}
        {issuer.domain !== null && ` (${issuer.domain})`}
        {!isRecognised && <span className="soft">, {t('verify.claimed')}</span>}
      </>,
    ],
    [t('verify.validFrom'), shown.validFrom === null ? t('verify.notSaid') : date(shown.validFrom)],
    [t('verify.validUntil'), shown.validUntil === null ? t('verify.noEnd') : date(shown.validUntil)],
  ];
  return (
    <>
      <h2>{t('verify.shown')}</h2>
      <div className={styles['shown']}>
        {image?.url.startsWith('data:') === true && (
          <img src={image.url} alt={image.alt} width="112" height="112" />
        )}
        <div>
          <p className={styles['title']}>{shown.title}</p>
          {shown.isSynthetic && <p className="tag">{t('parts.synthetic')}</p>}
          <dl className={styles['facts']}>
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </>
  );
}
