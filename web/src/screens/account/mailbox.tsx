import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, tell } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { SidePanel, useOpenItem } from '../../parts/side-panel.tsx';
import { DataTable, useRows, useView, type RowPage, type ViewSpec } from '../../parts/table/index.ts';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { timeText, whenText } from '../../words/index.ts';
import styles from './account.module.css';

const view: ViewSpec = { filters: {}, sorts: [] };

interface Head {
  readonly mailId: string;
  readonly to: string;
  readonly subject: string;
  readonly createdAt: string;
}

/** The mails that lie here for whoever is signed in. */
export function Mailbox(): ReactNode {
  const { t } = useTranslation();
  return (
    <Mails
      name="mailbox"
      title={t('account.mailbox')}
      lead={t('account.mailboxLead')}
      empty={t('account.mailboxNone')}
      list={(after) =>
        ask(api.GET('/api/v1/me/mailbox', { params: { query: after === undefined ? {} : { after } } }))
      }
      read={(mailId) => ask(api.GET('/api/v1/me/mailbox/{mailId}', { params: { path: { mailId } } }))}
      remove={(mailId) => tell(api.DELETE('/api/v1/me/mailbox/{mailId}', { params: { path: { mailId } } }))}
    />
  );
}

/** The mails that nobody can read yet: an operator hands them on. */
export function InstanceMailbox(): ReactNode {
  const { t } = useTranslation();
  return (
    <Mails
      name="instance-mailbox"
      title={t('account.instanceMailbox')}
      lead={t('account.instanceMailboxLead')}
      empty={t('account.instanceMailboxNone')}
      list={(after) =>
        ask(api.GET('/api/v1/mailbox', { params: { query: after === undefined ? {} : { after } } }))
      }
      read={(mailId) => ask(api.GET('/api/v1/mailbox/{mailId}', { params: { path: { mailId } } }))}
    />
  );
}

interface MailsProps {
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly list: (after: string | undefined) => Promise<RowPage<Head>>;
  readonly read: (mailId: string) => Promise<Head & { readonly text: string }>;
  readonly remove?: (mailId: string) => Promise<void>;
}

function Mails({ name, title, lead, empty, list, read, remove }: MailsProps): ReactNode {
  const { t } = useTranslation();
  const rows = useRows<Head>({ key: [name], page: list });
  const { openId, open, close } = useOpenItem();
  return (
    <Page kind="desk" title={title} lead={lead}>
      <DataTable
        name={name}
        label={title}
        columns={[
          { id: 'subject', label: t('account.subject'), cell: ({ subject }) => subject },
          { id: 'to', label: t('account.to'), cell: ({ to }) => to },
          { id: 'at', label: t('account.at'), cell: ({ createdAt }) => whenText(createdAt, new Date()) },
        ]}
        rows={rows}
        idOf={({ mailId }) => mailId}
        nameOf={({ subject }) => subject}
        view={useView(view)}
        open={({ mailId }) => {
          open(mailId);
        }}
        openId={openId}
        empty={<EmptyState text={empty} />}
        noMatch={<EmptyState text={empty} />}
      />
      {openId !== undefined && (
        <Mail key={openId} mailId={openId} name={name} read={read} remove={remove} close={close} />
      )}
    </Page>
  );
}

function Mail({
  mailId,
  name,
  read,
  remove,
  close,
}: Pick<MailsProps, 'name' | 'read'> & {
  readonly mailId: string;
  readonly remove: MailsProps['remove'];
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mail = useQuery({ queryKey: [name, mailId], queryFn: () => read(mailId) });
  const drop = async (): Promise<void> => {
    await remove?.(mailId);
    close();
    say(t('account.mailRemoved'));
    await queries.invalidateQueries({ queryKey: [name] });
  };
  return (
    <SidePanel title={mail.data?.subject ?? t('parts.loading')} close={close}>
      {mail.data === undefined ? (
        <Waiting error={mail.error} retry={() => void mail.refetch()} />
      ) : (
        <>
          <p className="soft">
            {t('account.mailTo', { to: mail.data.to, date: timeText(mail.data.createdAt) })}
          </p>
          <MailText text={mail.data.text} />
          {remove !== undefined && (
            <Button variant="default" mih={44} mt="md" onClick={() => void drop()}>
              {t('account.mailRemove')}
            </Button>
          )}
        </>
      )}
    </SidePanel>
  );
}

/** The plain text of a mail; its links lead where they say. */
function MailText({ text }: { readonly text: string }): ReactNode {
  return (
    <div className={styles['text']}>
      {text.split(/(https?:\/\/\S+)/).map((part, i) =>
        i % 2 === 1 ? (
          <a key={i} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
