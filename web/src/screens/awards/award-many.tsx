import { Button, FileButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { newIdempotencyKey } from '@rungs/client';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { Problem } from '../../parts/problem.tsx';
import { useOrgId } from '../../shell/org.ts';
import type { OpenBadge } from './badge-choice.ts';
import { AwardFrame, badgeOptions } from './frame.tsx';
import { parseRows, type PastedRow } from './parse-rows.ts';
import { RowsPreview, type Report } from './rows-preview.tsx';
import styles from './awards.module.css';

/** How many rows one batch may have. */
const mostRows = 10_000;

/** Awards a badge to a list of people: pasted or from a file, looked at first, then worked off by the server. */
export function AwardMany(): ReactNode {
  return <AwardFrame>{(badges, chosen) => <ManyForm badges={badges} chosen={chosen} />}</AwardFrame>;
}

/** What the server finds when it looks at the list; asked whenever somebody has stopped typing. */
function useLook(
  orgId: string,
  badgeId: string,
  text: string,
): {
  readonly rows: readonly PastedRow[];
  readonly report: Report | undefined;
  readonly error: Error | null;
} {
  const [settled] = useDebouncedValue(text, 500);
  const rows = useMemo(() => parseRows(text), [text]);
  const looked = useQuery({
    queryKey: ['batch-preview', orgId, badgeId, settled],
    queryFn: () =>
      ask(
        api.POST('/api/v1/orgs/{orgId}/award-batches', {
          params: { path: { orgId } },
          body: { badgeId, rows: parseRows(settled), dryRun: true },
        }),
      ),
    enabled: badgeId !== '' && settled === text && rows.length > 0 && rows.length <= mostRows,
    gcTime: 0,
    retry: false,
  });
  return { rows, report: settled === text ? looked.data?.report : undefined, error: looked.error };
}

function ManyForm({
  badges,
  chosen,
}: {
  readonly badges: readonly OpenBadge[];
  readonly chosen: string;
}): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const navigate = useNavigate();
  const key = useRef({ content: '', key: '' });
  const accepted = useRef<number | undefined>(undefined);
  const form = useForm({
    initial: { badgeId: chosen, rows: '' },
    draft: `batch ${orgId}`,
    required: ['badgeId', 'rows'],
    check: ({ rows }) => {
      const count = parseRows(rows).length;
      if (count > mostRows) return { rows: t('awarding.tooMany', { count, most: mostRows }) };
      if (accepted.current === undefined) return { rows: t('awarding.notLooked') };
      return accepted.current === 0 ? { rows: t('awarding.noneGood') } : {};
    },
    submit: async ({ badgeId, rows: text }) => {
      // The same list sent twice, by a double click or after a lost answer, is one batch.
      const content = JSON.stringify([badgeId, text]);
      if (key.current.content !== content) key.current = { content, key: newIdempotencyKey() };
      const { batch } = await ask(
        api.POST('/api/v1/orgs/{orgId}/award-batches', {
          params: { path: { orgId }, header: { 'Idempotency-Key': key.current.key } },
          body: { badgeId, rows: parseRows(text) },
        }),
      );
      if (batch !== null) await navigate({ to: `/orgs/${orgId}/award-batches/${batch.batchId}` });
    },
  });
  const { badgeId, rows: text } = form.values;
  const { rows, report, error } = useLook(orgId, badgeId, text);
  useEffect(() => {
    accepted.current = report?.acceptedCount;
  }, [report]);
  const count = report?.acceptedCount ?? 0;
  return (
    <Form form={form} action={count === 0 ? t('awarding.do') : t('awarding.doMany', { count })}>
      <SelectField
        form={form}
        name="badgeId"
        label={t('awarding.badge')}
        options={badgeOptions(badges)}
        isOpen={chosen === ''}
      />
      <TextField
        form={form}
        name="rows"
        label={t('awarding.rows')}
        hint={t('awarding.rowsHint')}
        rows={8}
        isMono
      />
      <FileLine
        take={(content) => {
          form.set('rows', content);
        }}
      />
      {error !== null && <Problem error={error} />}
      {report !== undefined && <RowsPreview rows={rows} report={report} />}
    </Form>
  );
}

function FileLine({ take }: { readonly take: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const read = async (file: File | null): Promise<void> => {
    if (file === null) return;
    take(await file.text());
    setName(file.name);
  };
  return (
    <div className={styles['fileLine']}>
      <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(file) => void read(file)}>
        {(props) => (
          <Button {...props} variant="default" h={44}>
            {t('awarding.file')}
          </Button>
        )}
      </FileButton>
      {name !== '' && (
        <span role="status" data-untranslated>
          {name}
        </span>
      )}
    </div>
  );
}
