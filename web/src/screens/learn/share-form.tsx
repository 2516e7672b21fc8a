import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { orgNamesQuery } from '../../api/session.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import styles from './learn.module.css';

interface Held {
  readonly awardId: string;
  readonly title: string;
  readonly issuerName: string;
}

const dayMs = 86_400_000;

/** Lets one organisation see some credentials, for one purpose, until one day. */
export function ShareForm(): ReactNode {
  const { t } = useTranslation();
  const record = useQuery({
    queryKey: ['record'],
    queryFn: () => ask(api.GET('/api/v1/me/credentials', { params: { query: { limit: 200 } } })),
  });
  const names = useQuery(orgNamesQuery);
  const back = <Link to="/sharing">{t('learn.sharing.title')}</Link>;
  const isReady = record.data !== undefined && names.data !== undefined;
  return (
    <Page kind="form" title={t('learn.share.title')} lead={t('learn.share.lead')} back={back}>
      {!isReady ? (
        <Waiting
          error={record.error ?? names.error}
          lines={6}
          retry={() => {
            void record.refetch();
            void names.refetch();
          }}
        />
      ) : record.data.items.length === 0 ? (
        <EmptyState
          text={t('learn.share.none')}
          action={<Link to="/badges">{t('learn.next.browse')}</Link>}
        />
      ) : (
        <Fields held={record.data.items} orgs={names.data} />
      )}
    </Page>
  );
}

function Fields({
  held,
  orgs,
}: {
  readonly held: readonly Held[];
  readonly orgs: ReadonlyMap<string, string>;
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const named: readonly string[] = held.some(({ awardId }) => awardId === search['award'])
    ? [String(search['award'])]
    : [];
  const soon = new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10);
  const form = useForm({
    initial: { askerOrgId: '', awardIds: named, purpose: '', until: soon },
    draft: 'consent',
    required: ['askerOrgId', 'awardIds', 'purpose', 'until'],
    check: ({ until }) =>
      until !== '' && !(new Date(`${until}T23:59:59`) > new Date())
        ? { until: t('learn.share.untilPast') }
        : {},
    submit: async ({ askerOrgId, awardIds, purpose, until }) => {
      const body = {
        askerOrgId,
        awardIds: [...awardIds],
        purpose: purpose.trim(),
        until: new Date(`${until}T23:59:59`).toISOString(),
      };
      await ask(api.POST('/api/v1/me/consents', { body }));
      await queries.invalidateQueries({ queryKey: ['consents'] });
      say(t('learn.share.done', { org: orgs.get(askerOrgId) ?? '' }));
      await navigate({ to: '/sharing' });
    },
  });
  form.label('awardIds', t('learn.share.which'));
  const wrong = form.errors.find(({ name }) => name === 'awardIds')?.text;
  const chosen = form.values.awardIds;
  return (
    <Form form={form} action={t('learn.share.action')}>
      <SelectField
        form={form}
        name="askerOrgId"
        label={t('learn.share.org')}
        isOpen
        options={[...orgs]
          .map(([value, label]) => ({ value, label }))
          .toSorted((a, b) => a.label.localeCompare(b.label))}
      />
      <fieldset className={styles['choices']} id={`${form.id}-awardIds`} tabIndex={-1}>
        <legend>{t('learn.share.which')}</legend>
        {wrong !== undefined && <p className={styles['wrong']}>{wrong}</p>}
        {held.map(({ awardId, title, issuerName }) => (
          <label key={awardId}>
            <input
              type="checkbox"
              checked={chosen.includes(awardId)}
              onChange={(event) => {
                form.set(
                  'awardIds',
                  event.currentTarget.checked
                    ? [...chosen, awardId]
                    : chosen.filter((other) => other !== awardId),
                );
              }}
            />
            <span>
              {title} <span className="soft">{issuerName}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        form={form}
        name="purpose"
        label={t('learn.share.purpose')}
        hint={t('learn.share.purposeHint')}
        maxLength={500}
      />
      <TextField
        form={form}
        name="until"
        type="date"
        label={t('learn.share.until')}
        hint={t('learn.share.untilHint')}
      />
    </Form>
  );
}
