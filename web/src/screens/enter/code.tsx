import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signInWithCode } from '../../api/session.ts';
import { CheckField, Form, TextField, useForm } from '../../parts/form/index.ts';

/** The second step of a sign-in: a code of the authenticator, or one of the recovery codes. */
export function CodeForm({ done }: { readonly done: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const form = useForm({
    initial: { code: '', isRecovery: false, trustsDevice: false },
    required: ['code'],
    submit: async ({ code, isRecovery, trustsDevice }) => {
      await signInWithCode(code.replaceAll(' ', ''), isRecovery, trustsDevice);
      await done();
    },
  });
  return (
    <>
      <p>{t('enter.code.text')}</p>
      <Form form={form} action={t('enter.code.action')}>
        <TextField
          form={form}
          name="code"
          label={t(form.values.isRecovery ? 'enter.code.recovery' : 'enter.code.code')}
          autoComplete="one-time-code"
          inputMode={form.values.isRecovery ? 'text' : 'numeric'}
          maxLength={20}
        />
        <CheckField form={form} name="isRecovery" label={t('enter.code.isRecovery')} />
        <CheckField form={form} name="trustsDevice" label={t('enter.code.trusts')} />
      </Form>
    </>
  );
}
