import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, signIn } from '../api/session.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { problemText } from '../parts/problem.tsx';
import { say } from '../parts/toast.tsx';
import { readSession, writeSession } from '../storage.ts';
import { keepOrg } from './org.ts';
import { addressOf, orgWith, steps } from './guide.ts';
import { placesOf } from './places.ts';
import styles from './demo.module.css';

/** Somebody of the demo whom anybody may be. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly part: string;
  readonly role: string | null;
}

/** What only a demo has: the mark, the switch between its people, and the walk along one credential. */
export function Demo({ people }: { readonly people: readonly DemoPerson[] }): ReactNode {
  const { t } = useTranslation();
  const [step, setStep] = useState(() => Number(readSession('guide') ?? -1));
  const { enter, isBusy } = useEntering();
  const canGuide = people.some(({ role }) => role !== null);
  const go = (index: number): void => {
    setStep(index);
    writeSession('guide', index < 0 ? null : String(index));
    const next = steps[index];
    if (next === undefined) return;
    const { role } = next;
    const person = role === null ? null : people.find((one) => one.role === role);
    void enter(person ?? null, (me) => addressOf(next, placesOf(me, orgWith(me, role))), role);
  };
  return (
    <>
      <div className={styles['demo']} role="note">
        <span>{t('shell.demoMark')}</span>
        {people.length > 0 && (
          <Disclosure
            button={(props) => (
              <button type="button" className={styles['action']} disabled={isBusy} {...props}>
                {t('shell.viewAs.action')}
                <span aria-hidden="true"> ▾</span>
              </button>
            )}
          >
            {(close) => (
              <PeopleList
                people={people}
                choose={(person) => {
                  close();
                  void enter(person, () => '/', null);
                }}
              />
            )}
          </Disclosure>
        )}
        {canGuide && step < 0 && (
          <button
            type="button"
            className={styles['action']}
            onClick={() => {
              go(0);
            }}
          >
            {t('shell.guide.start')}
          </button>
        )}
      </div>
      {canGuide && step >= 0 && <Guide step={step} go={go} isBusy={isBusy} />}
    </>
  );
}

function PeopleList({
  people,
  choose,
}: {
  readonly people: readonly DemoPerson[];
  readonly choose: (person: DemoPerson) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['people']}>
      <p>{t('shell.viewAs.text')}</p>
      <ul>
        {people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              onClick={() => {
                choose(person);
              }}
            >
              <strong>{person.name}</strong>
              <span>{person.part}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Guide({
  step,
  go,
  isBusy,
}: {
  readonly step: number;
  readonly go: (index: number) => void;
  readonly isBusy: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const now = steps[step];
  if (now === undefined) return null;
  const title = t('shell.guide.title', { step: step + 1, of: steps.length });
  const button = (label: string, index: number): ReactNode => (
    <button
      type="button"
      className={styles['action']}
      disabled={isBusy}
      onClick={() => {
        go(index);
      }}
    >
      {label}
    </button>
  );
  return (
    <section className={styles['guide']} aria-label={title}>
      <p role="status">
        <strong>{title}.</strong> {t(`shell.guide.steps.${now.name}`)}
      </p>
      <div>
        {step > 0 && button(t('shell.guide.back'), step - 1)}
        {step < steps.length - 1 && button(t('shell.guide.next'), step + 1)}
        {button(t('shell.guide.end'), -1)}
      </div>
    </section>
  );
}

function useEntering(): {
  readonly enter: (
    person: DemoPerson | null,
    address: (me: Parameters<typeof placesOf>[0]) => string,
    role: string | null,
  ) => Promise<void>;
  readonly isBusy: boolean;
} {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    enter: async (person, address, role) => {
      setBusy(true);
      try {
        if (person !== null) {
          await signIn(person.email, person.password);
          // Nothing of the person before may stay on the screen, not even for a moment.
          queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'instance' });
        }
        const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
        const org = orgWith(me, role);
        if (org !== null) keepOrg(org.orgId);
        await navigate({ to: address(me) });
      } catch (error) {
        say(t('shell.viewAs.failed', { detail: problemText(t, error) }));
      } finally {
        setBusy(false);
      }
    },
  };
}
