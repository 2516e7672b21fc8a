import { Alert, Button, FileButton, Textarea } from '@mantine/core';
import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { Verdict, type Verification } from './verdict.tsx';
import styles from './verify.module.css';

const maxBytes = 5 * 1024 * 1024;

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'done'; readonly verification: Verification };

/** One field that takes anything: pasted text, a dropped or chosen file, or an address. */
export function Verify(): ReactNode {
  const { t } = useTranslation();
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
      <p>{t('verify.lead')}</p>
      <form onSubmit={submit} className={styles['form']} data-over={isOver}>
        <Textarea
          label={t('verify.field')}
          placeholder={t('verify.placeholder')}
          description={isOver ? t('verify.dropHere') : t('verify.privacy')}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          size="md"
          styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 14 } }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <div className={styles['actions']}>
          <Button type="submit" h={44} loading={outcome.kind === 'checking'}>
            {t('verify.action')}
          </Button>
          <FileButton
            onChange={(file) => {
              if (file !== null) void checkFile(file);
            }}
          >
            {(props) => (
              <Button {...props} variant="default" h={44}>
                {t('verify.file')}
              </Button>
            )}
          </FileButton>
          {outcome.kind === 'done' && (
            <Button
              variant="subtle"
              h={44}
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
      <div aria-live="polite">
        {outcome.kind === 'checking' && <p>{t('verify.checking')}</p>}
        {outcome.kind === 'failed' && (
          <Alert color="red" variant="light" role="alert" mt="lg">
            {outcome.detail}
          </Alert>
        )}
        {outcome.kind === 'done' && <Verdict verification={outcome.verification} />}
      </div>
    </div>
  );
}

function useVerification(): {
  outcome: Outcome;
  checkText: (text: string) => Promise<void>;
  checkFile: (file: File) => Promise<void>;
  reset: () => void;
} {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const run = async (make: () => Promise<Verification>): Promise<void> => {
    setOutcome({ kind: 'checking' });
    try {
      setOutcome({ kind: 'done', verification: await make() });
    } catch (error) {
      setOutcome({ kind: 'failed', detail: t('verify.failed', { detail: (error as Error).message }) });
    }
  };
  return {
    outcome,
    checkText: (text) =>
      run(() =>
        ask(
          api.POST('/api/v1/verify', {
            body: /^https?:\/\/\S+$/.test(text) ? { url: text } : { document: text },
          }),
        ),
      ),
    checkFile: async (file) => {
      if (file.size > maxBytes) {
        setOutcome({ kind: 'failed', detail: t('verify.tooLarge') });
        return;
      }
      await run(() => sendBytes(file));
    },
    reset: () => {
      setOutcome({ kind: 'none' });
    },
  };
}

/** A file goes as it is: its bytes are what was signed, or hold what was signed. */
async function sendBytes(file: File): Promise<Verification> {
  const response = await fetch('/api/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  const body = (await response.json()) as Verification & { detail?: string };
  if (!response.ok) throw new Error(body.detail ?? String(response.status));
  return body;
}
