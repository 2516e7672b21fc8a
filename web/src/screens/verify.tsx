import { Button, FileButton, Textarea } from '@mantine/core';
import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';
import { Problem } from './problem.tsx';
import { useVerification } from './verification.ts';
import { Verdict } from './verdict.tsx';
import styles from './verify.module.css';

/** One field that takes anything: pasted text, a dropped or chosen file, or an address. */
export function Verify(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('verify.title'));
  const [text, setText] = useState('');
  const [isOver, setOver] = useState(false);
  const { outcome, checkText, checkFile, reset } = useVerification();
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
      <h1 className="serif">{t('verify.title')}</h1>
      <p className="opening">{t('verify.lead')}</p>
      <form onSubmit={submit} className={styles['form']} data-over={isOver}>
        <Textarea
          label={t('verify.field')}
          placeholder={t('verify.placeholder')}
          description={isOver ? t('verify.dropHere') : t('verify.privacy')}
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
        <Problem>
          <p>{outcome.detail}</p>
        </Problem>
      )}
      {outcome.kind === 'done' && <Verdict verification={outcome.verification} />}
    </div>
  );
}
