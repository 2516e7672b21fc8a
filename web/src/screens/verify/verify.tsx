import { Button, FileButton, Textarea } from '@mantine/core';
import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../parts/title.ts';
import { Problem } from '../../parts/problem.tsx';
import { useVerification } from './verification.ts';
import { Verdict } from './verdict.tsx';
import styles from './verify.module.css';

/** Checks a credential for anybody; nothing of it is kept. */
export function Verify(): ReactNode {
  const { t } = useTranslation();
  return <Checking title={t('verify.title')} lead={t('verify.lead')} note={t('verify.privacy')} />;
}

/** One field that takes anything: pasted text, a dropped or chosen file, or an address. */
export function Checking({
  title,
  lead,
  note,
  back,
  orgId,
}: {
  readonly title: string;
  readonly lead: string;
  /** What becomes of the credential. */
  readonly note: string;
  /** Above the title: the way back. */
  readonly back?: ReactNode;
  /** For which organisation, whose history then keeps a line. */
  readonly orgId?: string;
}): ReactNode {
  const { t } = useTranslation();
  useTitle(title);
  const [text, setText] = useState('');
  const [isOver, setOver] = useState(false);
  const { outcome, checkText, checkFile, reset } = useVerification(orgId);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) void checkFile(file);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') void checkText(text.trim());
  };
  return (
    <div
      className="document"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
    >
      {back}
      <h1 className="serif">{title}</h1>
      <p className="opening">{lead}</p>
      <form onSubmit={submit} className={styles['form']} data-over={isOver}>
        <Textarea
          label={t('verify.field')}
          placeholder={t('verify.placeholder')}
          description={isOver ? t('verify.dropHere') : note}
          rows={outcome.kind === 'done' ? 3 : 6}
          spellCheck={false}
          size="md"
          styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 14, lineHeight: 1.5 } }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <div className={styles['actions']}>
          <Button type="submit" h={44} size="md" loading={outcome.kind === 'checking'}>
            {t('verify.action')}
          </Button>
          <FileButton
            onChange={(file) => {
              if (file !== null) void checkFile(file);
            }}
          >
            {(props) => (
              <Button {...props} variant="default" h={44} size="md">
                {t('verify.file')}
              </Button>
            )}
          </FileButton>
          {outcome.kind !== 'none' && (
            <Button
              variant="subtle"
              h={44}
              size="md"
              onClick={() => {
                setText('');
                reset();
              }}
            >
              {t('verify.again')}
            </Button>
          )}
        </div>
      </form>
      <p role="status" className={styles['status']}>
        {outcome.kind === 'checking' ? t('verify.checking') : ''}
      </p>
      {outcome.kind === 'failed' && (
        <Problem error={outcome.error} text={(detail) => t('verify.failed', { detail })} />
      )}
      {outcome.kind === 'too_large' && (
        <Problem>
          <p>{t('verify.tooLarge')}</p>
        </Problem>
      )}
      {outcome.kind === 'done' && <Verdict verification={outcome.verification} />}
    </div>
  );
}
