import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { languageNames, languages } from '../../words/index.ts';
import { useFirstSteps, useWayOn } from '../begin/first-steps.ts';
import { BrandPreview, ColourField, LogoField } from './brand.tsx';
import styles from './organisation.module.css';
import { isColour, isReadable, patchOf, valuesOf, type Known, type Values } from './values.ts';

/** What an organisation is called, how it is reached, and what it looks like. */
export function Settings(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useQuery({
    queryKey: ['org', orgId],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}', { params: { path: { orgId } } })),
  });
  return (
    <Page kind="document" title={t('organisation.title')} lead={t('organisation.lead')}>
      {org.data === undefined ? (
        <Waiting error={org.error} retry={() => void org.refetch()} lines={8} />
      ) : (
        <SettingsForm key={orgId} orgId={orgId} known={org.data} />
      )}
    </Page>
  );
}

function SettingsForm({ orgId, known }: { readonly orgId: string; readonly known: Known }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const org = useOrg();
  const { steps } = useFirstSteps(org);
  const goOn = useWayOn(org);
  const form = useForm<Values>({
    initial: valuesOf(known),
    draft: `organisation ${orgId}`,
    // A picture is too large to be kept beside the texts.
    secret: ['image'],
    required: ['name'],
    check: ({ accentColour }) =>
      accentColour === '' || (isColour(accentColour) && isReadable(accentColour))
        ? {}
        : {
            accentColour: t(isColour(accentColour) ? 'organisation.colourFaint' : 'organisation.colourUnfit'),
          },
    submit: async (values) => {
      await ask(
        api.PATCH('/api/v1/orgs/{orgId}', { params: { path: { orgId } }, body: patchOf(known, values) }),
      );
      for (const queryKey of [['org', orgId], ['theme', orgId], ['me'], ['orgs'], ['instance']])
        void queries.invalidateQueries({ queryKey });
      say(t('organisation.saved'));
      await goOn(() => Promise.resolve());
    },
  });
  const brand = (
    <section aria-labelledby="brand" className={styles['part']}>
      <h2 id="brand">{t('organisation.brand')}</h2>
      <LogoField form={form} />
      <ColourField form={form} />
      <BrandPreview values={form.values} />
    </section>
  );
  const texts = <Texts form={form} />;
  // Whoever is on the way to the first credential came here for the brand.
  const isBrandFirst = steps?.next === 'brand';
  return (
    <Form form={form} action={t('organisation.save')}>
      {isBrandFirst ? (
        <>
          {brand}
          {texts}
        </>
      ) : (
        <>
          {texts}
          {brand}
        </>
      )}
    </Form>
  );
}

function Texts({ form }: { readonly form: ReturnType<typeof useForm<Values>> }): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="texts" className={styles['part']}>
      <h2 id="texts">{t('organisation.texts')}</h2>
      <TextField
        form={form}
        name="name"
        label={t('organisation.name')}
        hint={t('organisation.nameHint')}
        maxLength={200}
        autoComplete="organization"
      />
      <TextField
        form={form}
        name="legalName"
        label={t('organisation.legalName')}
        hint={t('organisation.legalNameHint')}
        maxLength={300}
        autoComplete="off"
      />
      <TextField
        form={form}
        name="url"
        label={t('organisation.url')}
        hint={t('organisation.urlHint')}
        maxLength={2000}
        autoComplete="url"
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={t('organisation.email')}
        hint={t('organisation.emailHint')}
        maxLength={254}
        autoComplete="off"
      />
      <TextField
        form={form}
        name="description"
        label={t('organisation.description')}
        hint={t('organisation.descriptionHint')}
        rows={4}
        maxLength={2000}
      />
      <SelectField
        form={form}
        name="language"
        label={t('organisation.language')}
        hint={t('organisation.languageHint')}
        options={[
          { value: '', label: t('organisation.languageOfInstance') },
          ...languages.map((value) => ({ value, label: languageNames[value] })),
        ]}
      />
    </section>
  );
}
