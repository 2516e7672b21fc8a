import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ToneIcon } from '../../parts/state.tsx';
import { bytesText, countText, percentText } from '../../words/index.ts';
import type { OpenSubmission } from './submission.tsx';
import styles from './submission.module.css';

type Item = OpenSubmission['evidence'][number];

/** What was handed in: words, links, files, scores. Nothing of it is loaded or run by the page itself. */
export function EvidenceView({
  orgId,
  submission,
}: {
  readonly orgId: string;
  readonly submission: OpenSubmission;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {submission.narrative !== undefined && (
        <div className={styles['item']}>
          <h3>{t('assess.narrative')}</h3>
          <p className={styles['words']}>{submission.narrative}</p>
        </div>
      )}
      <ol className={styles['items']}>
        {submission.evidence.map((item) => (
          <li key={item.evidenceId} className={styles['item']}>
            <h3>{t(`assess.kinds.${item.kind}`)}</h3>
            <One orgId={orgId} item={item} />
            {item.isReused && (
              <p className={styles['reused']}>
                <ToneIcon tone="warn" /> <span>{t('assess.reused')}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function One({ orgId, item }: { readonly orgId: string; readonly item: Item }): ReactNode {
  const { t } = useTranslation();
  if (item.kind === 'text') return <p className={styles['words']}>{item.text}</p>;
  if (item.kind === 'link')
    return (
      <p>
        <a href={item.url} target="_blank" rel="noopener noreferrer nofollow">
          {item.title ?? item.url}
        </a>
        {item.title !== undefined && <span className={styles['address']}>{item.url}</span>}
        <span className="soft small">{t('assess.opensElsewhere')}</span>
      </p>
    );
  if (item.kind === 'score')
    return (
      <p>
        {t('assess.score', {
          source: item.source,
          value: countText(item.value),
          max: countText(item.max),
          share: percentText(item.value / item.max),
        })}
      </p>
    );
  if (item.size === null)
    return (
      <p>
        {item.name} <span className="soft">{t('assess.hashOnly')}</span>{' '}
        <code className={styles['address']}>{item.sha256}</code>
      </p>
    );
  return (
    <p>
      <a href={`/api/v1/orgs/${orgId}/evidence/${item.evidenceId}/file`} download={item.name}>
        {item.name}
      </a>{' '}
      <span className="soft" data-untranslated="">
        {bytesText(item.size)}, {item.mediaType}
      </span>
    </p>
  );
}
