import { Button, CloseButton, FileButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Form, TextField, useForm } from '../../parts/form/index.ts';
import { say } from '../../parts/toast.tsx';
import { bytesText } from '../../words/index.ts';
import { base64Of, linesOf, maxFilesBytes, unfitLinks } from './evidence.ts';
import styles from './learn.module.css';

/** The form for evidence: words, links, files. What is typed is kept on this device until it is handed in. */
export function EvidenceForm({
  issuerId,
  badgeId,
  returnedId,
}: {
  readonly issuerId: string;
  readonly badgeId: string;
  /** The submission that was given back; null: a new attempt. */
  readonly returnedId: string | null;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const form = useForm({
    initial: { narrative: '', text: '', links: '', files: '' },
    draft: `evidence ${badgeId}`,
    secret: ['files'],
    pointers: { text: '/evidence', narrative: '/narrative' },
    check: ({ text, links }) => {
      const unfit = unfitLinks(links);
      const isEmpty = text.trim() === '' && linesOf(links).length === 0 && files.length === 0;
      return {
        ...(isEmpty ? { text: t('learn.form.nothing') } : {}),
        ...(unfit.length === 0 ? {} : { links: t('learn.form.linkUnfit', { link: unfit[0] ?? '' }) }),
        ...(size > maxFilesBytes
          ? { files: t('learn.form.tooLarge', { max: bytesText(maxFilesBytes) }) }
          : {}),
      };
    },
    submit: async ({ narrative, text, links }) => {
      const evidence = [
        ...(text.trim() === '' ? [] : [{ kind: 'text' as const, text: text.trim() }]),
        ...linesOf(links).map((url) => ({ kind: 'link' as const, url })),
        ...(await Promise.all(
          files.map(async (file) => ({
            kind: 'file' as const,
            name: file.name,
            mediaType: file.type === '' ? 'application/octet-stream' : file.type,
            base64: await base64Of(file),
          })),
        )),
      ];
      const body = { evidence, ...(narrative.trim() === '' ? {} : { narrative: narrative.trim() }) };
      if (returnedId === null)
        await ask(
          api.POST('/api/v1/me/submissions/{issuerId}', {
            params: { path: { issuerId } },
            body: { ...body, badgeId },
          }),
        );
      else
        await ask(
          api.POST('/api/v1/me/submissions/{issuerId}/{submissionId}/resubmit', {
            params: { path: { issuerId, submissionId: returnedId } },
            body,
          }),
        );
      say(t('learn.form.done'));
      await queries.invalidateQueries({ queryKey: ['my-submissions', issuerId] });
    },
  });
  form.label('files', t('learn.form.files'));
  const wrong = form.errors.find(({ name }) => name === 'files')?.text;
  return (
    <>
      <h2>{t(returnedId === null ? 'learn.form.title' : 'learn.form.again')}</h2>
      <Form form={form} action={t('learn.form.action')}>
        <TextField
          form={form}
          name="narrative"
          label={t('learn.form.narrative')}
          hint={t('learn.form.narrativeHint')}
          rows={4}
          maxLength={20_000}
        />
        <TextField form={form} name="text" label={t('learn.form.text')} rows={6} maxLength={100_000} />
        <TextField
          form={form}
          name="links"
          label={t('learn.form.links')}
          hint={t('learn.form.linksHint')}
          rows={3}
        />
        <div className={styles['files']} id={`${form.id}-files`} tabIndex={-1}>
          <p className={styles['label']}>
            {t('learn.form.files')} {t('parts.optional')}
          </p>
          <p className="soft">{t('learn.form.filesHint', { max: bytesText(maxFilesBytes) })}</p>
          {wrong !== undefined && <p className={styles['wrong']}>{wrong}</p>}
          <ul className={styles['plain']}>
            {files.map((file, i) => (
              <li key={`${file.name} ${String(i)}`}>
                <span>{file.name}</span>
                <span className="soft">{bytesText(file.size)}</span>
                <CloseButton
                  size={44}
                  aria-label={t('learn.form.removeFile', { name: file.name })}
                  onClick={() => {
                    setFiles(files.filter((_file, at) => at !== i));
                  }}
                />
              </li>
            ))}
          </ul>
          <FileButton
            multiple
            onChange={(added) => {
              setFiles([...files, ...added]);
            }}
          >
            {(props) => (
              <Button {...props} variant="default" mih={44}>
                {t('learn.form.addFile')}
              </Button>
            )}
          </FileButton>
        </div>
      </Form>
    </>
  );
}
