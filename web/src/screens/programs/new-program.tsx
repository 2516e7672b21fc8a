import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChecksField, Form, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { makeProgram, scopeNames, type Kind, type Opened, type Scope } from './program.ts';
import { Secret } from './secret.tsx';

/** Makes an API key. */
export function NewApiKey(): ReactNode {
  return <NewProgram kind="keys" />;
}

/** Makes an OAuth client. */
export function NewOauthClient(): ReactNode {
  return <NewProgram kind="clients" />;
}

const listOf = (orgId: string, kind: Kind): string =>
  `/orgs/${orgId}/programs${kind === 'keys' ? '' : '/clients'}`;

function NewProgram({ kind }: { readonly kind: Kind }): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <Page
      kind="document"
      title={t(`programs.new.${kind}`)}
      lead={t(`programs.newLead.${kind}`)}
      back={<Link to={listOf(orgId, kind)}>{t(`programs.sections.${kind}`)}</Link>}
    >
      {opened === null ? (
        <Draft kind={kind} orgId={orgId} made={setOpened} />
      ) : (
        <>
          <Secret kind={kind} opened={opened} />
          <Button h={44} component={Link} to={listOf(orgId, kind)}>
            {t('programs.kept')}
          </Button>
        </>
      )}
    </Page>
  );
}

function Draft({
  kind,
  orgId,
  made,
}: {
  readonly kind: Kind;
  readonly orgId: string;
  readonly made: (opened: Opened) => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rights = useOrg()?.rights ?? [];
  const form = useForm<{ name: string; scopes: readonly Scope[]; expiresOn: string }>({
    initial: { name: '', scopes: [], expiresOn: '' },
    draft: `program ${kind} ${orgId}`,
    required: ['name', 'scopes'],
    pointers: { expiresOn: '/expiresAt' },
    submit: async ({ name, scopes, expiresOn }) => {
      const expiry = expiresOn === '' ? {} : { expiresAt: `${expiresOn}T23:59:59Z` };
      const opened = await makeProgram(kind, orgId, { name: name.trim(), scopes, ...expiry });
      await queries.invalidateQueries({ queryKey: ['programs', orgId] });
      made(opened);
    },
  });
  return (
    <Form form={form} action={t(`programs.make.${kind}`)}>
      <TextField
        form={form}
        name="name"
        label={t('programs.name')}
        hint={t('programs.nameHint')}
        autoComplete="off"
        maxLength={100}
      />
      <ChecksField
        form={form}
        name="scopes"
        label={t('programs.scopes')}
        hint={t('programs.scopesHint')}
        options={scopeNames
          .filter((scope) => rights.includes(scope))
          .map((value) => ({ value, label: t(`programs.scope.${value.replace(':', '_')}`), hint: value }))}
      />
      <TextField
        form={form}
        name="expiresOn"
        type="date"
        label={t('programs.expiresOn')}
        hint={t('programs.expiresHint')}
      />
    </Form>
  );
}
