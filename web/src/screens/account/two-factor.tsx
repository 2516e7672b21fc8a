import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, tell } from '../../api/client.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Form, PasswordField, TextField, useForm } from '../../parts/form/index.ts';
import { say } from '../../parts/toast.tsx';
import styles from './account.module.css';
import type { OwnAccount } from './account.tsx';

interface Enrolment {
  readonly totpUri: string;
  /** The same as a QR code, an SVG. */
  readonly totpQr: string;
  readonly codes: readonly string[];
}

/** Two-factor sign-in: begin, confirm, renew the recovery codes, end. */
export function TwoFactor({ account }: { readonly account: OwnAccount }): ReactNode {
  const { t } = useTranslation();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const close = (): void => {
    setEnrolment(null);
  };
  return (
    <section aria-labelledby="account-two-factor">
      <h2 id="account-two-factor">{t('account.twoFactor')}</h2>
      <p className="soft">{t(account.hasTwoFactor ? 'account.twoFactorOn' : 'account.twoFactorOff')}</p>
      {codes.length > 0 && <Codes codes={codes} />}
      {account.hasTwoFactor ? (
        <WhileOn account={account} renewed={setCodes} />
      ) : enrolment === null ? (
        <Begin account={account} begun={setEnrolment} />
      ) : (
        <Confirm
          enrolment={enrolment}
          close={close}
          done={() => {
            close();
            setCodes(enrolment.codes);
          }}
        />
      )}
    </section>
  );
}

const proofOf = (account: OwnAccount, password: string): { password?: string } =>
  account.hasPassword ? { password } : {};

function Begin({
  account,
  begun,
}: {
  readonly account: OwnAccount;
  readonly begun: (enrolment: Enrolment) => void;
}): ReactNode {
  const { t } = useTranslation();
  const form = useForm({
    initial: { password: '' },
    required: account.hasPassword ? ['password'] : [],
    submit: async ({ password }) => {
      const body = proofOf(account, password);
      const answer = await ask(api.POST('/api/v1/me/two-factor', { body }));
      const { totpUri = '', totpQr = '', recoveryCodes = [] } = answer;
      begun({ totpUri, totpQr, codes: recoveryCodes });
    },
  });
  return (
    <Form form={form} action={t('account.twoFactorBegin')}>
      {account.hasPassword && <PasswordField form={form} name="password" label={t('account.password')} />}
    </Form>
  );
}

function Confirm({
  enrolment,
  close,
  done,
}: {
  readonly enrolment: Enrolment;
  readonly close: () => void;
  readonly done: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initial: { code: '' },
    required: ['code'],
    submit: async ({ code }) => {
      await tell(api.POST('/api/v1/me/two-factor/confirm', { body: { code: code.replaceAll(' ', '') } }));
      await queries.invalidateQueries({ queryKey: ['account'] });
      await queries.invalidateQueries({ queryKey: ['me'] });
      say(t('account.twoFactorIsOn'));
      done();
    },
  });
  const secret = new URL(enrolment.totpUri).searchParams.get('secret') ?? '';
  return (
    <>
      <p>{t('account.twoFactorHow')}</p>
      <img
        className={styles['qr']}
        src={`data:image/svg+xml,${encodeURIComponent(enrolment.totpQr)}`}
        alt={t('account.twoFactorQr')}
        width="200"
        height="200"
      />
      <p>
        <a href={enrolment.totpUri}>{t('account.twoFactorOpen')}</a>
      </p>
      <CopyField label={t('account.twoFactorSecret')} value={secret} />
      <Form
        form={form}
        action={t('account.twoFactorConfirm')}
        more={
          <Button variant="default" h={44} size="md" onClick={close}>
            {t('parts.cancel')}
          </Button>
        }
      >
        <TextField
          form={form}
          name="code"
          label={t('enter.code.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
        />
      </Form>
    </>
  );
}

/** While it is on: new recovery codes, or the end of it, both with the password. */
function WhileOn({
  account,
  renewed,
}: {
  readonly account: OwnAccount;
  readonly renewed: (codes: readonly string[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [what, setWhat] = useState<'renew' | 'end'>('renew');
  const form = useForm({
    initial: { password: '' },
    required: account.hasPassword ? ['password'] : [],
    submit: async ({ password }) => {
      const body = proofOf(account, password);
      if (what === 'renew') {
        const answer = await ask(api.POST('/api/v1/me/two-factor/recovery-codes', { body }));
        renewed(answer.recoveryCodes ?? []);
        return;
      }
      await tell(api.POST('/api/v1/me/two-factor/disable', { body }));
      renewed([]);
      await queries.invalidateQueries({ queryKey: ['account'] });
      await queries.invalidateQueries({ queryKey: ['me'] });
      say(t('account.twoFactorIsOff'));
    },
  });
  const choose = (next: 'renew' | 'end') => () => {
    setWhat(next);
  };
  return (
    <Form
      form={form}
      action={t(what === 'renew' ? 'account.twoFactorRenew' : 'account.twoFactorEnd')}
      more={
        <Button variant="subtle" h={44} size="md" onClick={choose(what === 'renew' ? 'end' : 'renew')}>
          {t(what === 'renew' ? 'account.twoFactorEndInstead' : 'account.twoFactorRenewInstead')}
        </Button>
      }
    >
      {account.hasPassword && <PasswordField form={form} name="password" label={t('account.password')} />}
    </Form>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="status" className={styles['codes']}>
      <p>{t('account.codes')}</p>
      <CopyField label={t('account.codesLabel')} value={codes.join(' ')} />
    </div>
  );
}
