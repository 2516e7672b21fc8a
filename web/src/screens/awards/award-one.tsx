import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { say } from '../../parts/toast.tsx';
import { meQuery } from '../../api/session.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { useWayOn } from '../begin/first-steps.ts';
import type { OpenBadge } from './badge-choice.ts';
import { AwardFrame, badgeOptions, endOfDay } from './frame.tsx';
import styles from './people.module.css';

/** Awards a badge to one person. */
export function AwardOne(): ReactNode {
  return <AwardFrame>{(badges, chosen) => <OneForm badges={badges} chosen={chosen} />}</AwardFrame>;
}

function OneForm({
  badges,
  chosen,
}: {
  readonly badges: readonly OpenBadge[];
  readonly chosen: string;
}): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const navigate = useNavigate();
  const goOn = useWayOn(useOrg());
  const form = useForm({
    initial: { badgeId: chosen, email: '', name: '', evidenceNote: '', validUntil: '' },
    draft: `award ${orgId}`,
    required: ['badgeId', 'email', 'name'],
    pointers: { email: '/recipient/email', name: '/recipient/name' },
    check: ({ validUntil }) =>
      validUntil !== '' && Date.parse(endOfDay(validUntil)) < Date.now()
        ? { validUntil: t('awarding.past') }
        : {},
    submit: async ({ badgeId, email, name, evidenceNote, validUntil }) => {
      const award = await ask(
        api.POST('/api/v1/orgs/{orgId}/awards', {
          params: { path: { orgId } },
          body: {
            badgeId,
            recipient: { email: email.trim(), name: name.trim() },
            ...(evidenceNote.trim() === '' ? {} : { evidenceNote }),
            ...(validUntil === '' ? {} : { validUntil: endOfDay(validUntil) }),
          },
        }),
      );
      say(t('awarding.awarded', { badge: award.title, name: name.trim() }));
      await goOn(() => navigate({ to: `/orgs/${orgId}/awards`, search: { open: award.awardId } }));
    },
  });
  const badge = badges.find(({ badgeId }) => badgeId === form.values.badgeId);
  return (
    <Form
      form={form}
      action={badge === undefined ? t('awarding.do') : t('awarding.doNamed', { badge: badge.name })}
    >
      <SelectField
        form={form}
        name="badgeId"
        label={t('awarding.badge')}
        options={badgeOptions(badges)}
        isOpen={chosen === ''}
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={t('awarding.email')}
        hint={t('awarding.emailHint')}
        autoComplete="off"
        maxLength={254}
      />
      <Known
        orgId={orgId}
        words={form.values.email}
        choose={(person) => {
          form.set('email', person.email);
          form.set('name', person.name);
        }}
      />
      <TextField
        form={form}
        name="name"
        label={t('awarding.name')}
        hint={t('awarding.nameHint')}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        form={form}
        name="evidenceNote"
        label={t('awarding.note')}
        hint={t('awarding.noteHint')}
        rows={3}
        maxLength={5000}
      />
      <TextField
        form={form}
        name="validUntil"
        type="date"
        label={t('awarding.validUntil')}
        hint={t('awarding.validUntilHint')}
      />
    </Form>
  );
}

interface Person {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/** People whom the organisation knows and whose name or address begins so; choosing one fills both fields. */
function Known({
  orgId,
  words,
  choose,
}: {
  readonly orgId: string;
  readonly words: string;
  readonly choose: (person: Person) => void;
}): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const [settled] = useDebouncedValue(words.trim(), 250);
  const found = useQuery({
    queryKey: ['people', orgId, settled],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/people', {
          params: { path: { orgId }, query: { words: settled, limit: 5 } },
        }),
      ),
    enabled: settled.length >= 2,
  });
  const people = (found.data?.items ?? []).filter(({ email }) => email !== words.trim());
  const { personId, email } = me ?? {};
  const myself =
    personId === undefined || email === undefined ? [] : [{ personId, email, name: me?.name ?? '' }];
  // Before anything is typed there is one person whom everybody knows.
  const isBlank = words.trim() === '';
  const offered = isBlank ? myself : settled.length < 2 ? [] : people;
  if (offered.length === 0) return null;
  const label = t(isBlank ? 'awarding.myself' : 'awarding.known');
  return (
    <div className={styles['known']} role="group" aria-label={label}>
      <span className="soft">{label}</span>
      {offered.map((person) => (
        <button
          key={person.personId}
          type="button"
          className={styles['person']}
          onClick={() => {
            choose(person);
          }}
        >
          {person.name} <span className="soft">{person.email}</span>
        </button>
      ))}
    </div>
  );
}
