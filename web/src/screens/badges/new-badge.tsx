import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Form, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { useOrgId } from '../../shell/org.ts';
import { tongueNow } from '../../words/index.ts';

/** Begins a badge with the three things that none can be without; the editor has the rest. */
export function NewBadge(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm({
    initial: { name: '', objective: '', criteria: '' },
    draft: `new badge ${orgId}`,
    required: ['name', 'objective', 'criteria'],
    submit: async (values) => {
      const tongue = tongueNow();
      const badge = await ask(
        api.POST('/api/v1/orgs/{orgId}/badges', {
          params: { path: { orgId } },
          body: { ...values, language: tongue === 'pseudo' ? 'en' : tongue },
        }),
      );
      void queries.invalidateQueries({ queryKey: ['badges', orgId] });
      await navigate({ to: `/orgs/${orgId}/badges/${badge.badgeId}/edit` });
    },
  });
  return (
    <Page
      kind="document"
      title={t('ownbadges.newTitle')}
      lead={t('ownbadges.newLead')}
      back={<Link to={`/orgs/${orgId}/badges`}>{t('ownbadges.back')}</Link>}
    >
      <Form form={form} action={t('ownbadges.begin')}>
        <TextField form={form} name="name" label={t('editor.fields.name')} maxLength={200} />
        <TextField
          form={form}
          name="objective"
          label={t('editor.fields.objective')}
          hint={t('editor.hints.objective')}
          rows={3}
          maxLength={1000}
        />
        <TextField
          form={form}
          name="criteria"
          label={t('editor.fields.criteria')}
          hint={t('editor.hints.criteria')}
          rows={6}
          maxLength={20000}
        />
      </Form>
    </Page>
  );
}
