import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask } from '../../api/client.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg } from '../../shell/org.ts';
import { placesOf, type Me, type Membership } from '../../shell/places.ts';
import { whenText } from '../../words/index.ts';
import { FirstPath } from '../begin/first-path.tsx';
import { useFirstSteps } from '../begin/first-steps.ts';
import { deskNotes } from './desk-notes.ts';
import styles from './home.module.css';
import { inOrder, noteKinds, type Note } from './notes.ts';
import { ownNotes } from './own-notes.ts';
import { firstSteps, laterOf, type FirstStep } from './steps.ts';

/** The home of somebody who is signed in: what waits, what changed, what is about to expire. */
export function Desk({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const org = useOrg();
  const own = useQuery({
    queryKey: ['home', 'own'],
    // What waits changes with nearly everything that is done elsewhere.
    staleTime: 0,
    queryFn: () =>
      ownNotes(
        me.memberships.map(({ orgId }) => orgId),
        new Date(),
      ),
  });
  const queuePlace = placesOf(me, org).find(({ label }) => label === 'queue')?.to ?? '/';
  const desk = useQuery({
    queryKey: ['home', org?.orgId ?? ''],
    staleTime: 0,
    queryFn: () => (org === null ? [] : deskNotes(org, queuePlace, new Date())),
  });
  const first = useFirstSteps(org);
  const isReady = own.data !== undefined && desk.data !== undefined && first.isReady;
  const notes = [...(desk.data ?? []), ...(own.data ?? [])];
  const isFirstTime = first.steps !== null;
  return (
    <Page
      kind="document"
      title={t('home.hello', { name: me.name })}
      tab={t('nav.home')}
      lead={isFirstTime ? org?.name : <Roles me={me} org={org} />}
    >
      {!isReady ? (
        <Waiting
          error={own.error ?? desk.error}
          lines={6}
          retry={() => {
            void own.refetch();
            void desk.refetch();
          }}
        />
      ) : (
        <>
          {org !== null && first.steps !== null && <FirstPath org={org} steps={first.steps} />}
          {noteKinds
            .map((kind) => ({ kind, found: inOrder(notes, kind) }))
            // Whoever begins is not told three times that there is nothing yet.
            .filter(({ found }) => !isFirstTime || found.length > 0)
            .map(({ kind, found }) => (
              <Notes key={kind} kind={kind} notes={found} />
            ))}
        </>
      )}
      {isReady && !isFirstTime && <Steps steps={firstSteps(me, org, notes)} />}
      {org !== null && isReady && !isFirstTime && <Later org={org} />}
    </Page>
  );
}

/** In which organisation somebody is looked at as what. */
function Roles({ me, org }: { readonly me: Me; readonly org: Membership | null }): ReactNode {
  const { t } = useTranslation();
  const roles = [
    ...(org?.roles ?? []).map((role) => t(`nav.roles.${role}`)),
    ...(me.isOperator === true ? [t('nav.roles.operator')] : []),
  ];
  if (org === null && roles.length === 0) return t('home.own');
  return t('home.roles', { roles: roles.join(', '), org: org?.name ?? t('nav.groups.instance') });
}

function Notes({ kind, notes }: { readonly kind: Note['kind']; readonly notes: readonly Note[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-labelledby={`home-${kind}`}>
      <h2 id={`home-${kind}`}>{t(`home.kinds.${kind}`)}</h2>
      {notes.length === 0 ? (
        <p className="soft">{t(`home.none.${kind}`)}</p>
      ) : (
        <ul className={styles['notes']}>
          {notes.slice(0, 8).map((note) => (
            <li key={note.id}>
              <NoteLine note={note} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NoteLine({ note }: { readonly note: Note }): ReactNode {
  const { t } = useTranslation();
  const text = t(`home.notes.${note.name}`, { ...note.values });
  const when =
    note.at === null ? null : (
      <span className={styles['when']}>{t(whenWord(note), { when: whenText(note.at, new Date()) })}</span>
    );
  if (note.employmentId !== undefined)
    return (
      <div className={styles['note']}>
        <span>{text}</span>
        {when}
        <Invitation employmentId={note.employmentId} employer={String(note.values['employer'])} />
      </div>
    );
  return (
    // The line does not know which search the place takes.
    <Link to={note.to ?? '/'} search={note.search ?? {}} className={styles['note'] ?? ''}>
      <span>{text}</span>
      {when}
    </Link>
  );
}

/** What a date beside a note is: since when it waits, when the latest came, until when it holds. */
function whenWord({ kind, values }: Note): string {
  const isMany = typeof values['count'] === 'number' && values['count'] > 1;
  if (kind === 'waits') return isMany ? 'home.when.oldest' : 'home.when.since';
  if (kind === 'expires') return isMany ? 'home.when.first' : 'home.when.until';
  return isMany ? 'home.when.latest' : 'home.when.at';
}

/** Somebody says that this person works for them: confirmed or declined on the spot. */
function Invitation({
  employmentId,
  employer,
}: {
  readonly employmentId: string;
  readonly employer: string;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: async (isTrue: boolean) => {
      const params = { params: { path: { employmentId } } };
      await withSession(() =>
        ask(
          isTrue
            ? api.POST('/api/v1/me/employments/{employmentId}/confirm', params)
            : api.POST('/api/v1/me/employments/{employmentId}/end', params),
        ),
      );
      return isTrue;
    },
    onSuccess: async (isTrue) => {
      say(t(isTrue ? 'home.confirmed' : 'home.declined', { employer }));
      await queries.invalidateQueries({ queryKey: ['home'] });
    },
  });
  return (
    <div className={styles['answers']}>
      {answer.error !== null && <Problem error={answer.error} />}
      <Button
        variant="default"
        mih={44}
        loading={answer.isPending}
        onClick={() => {
          answer.mutate(true);
        }}
      >
        {t('home.confirm')}
      </Button>
      <Button
        variant="subtle"
        mih={44}
        disabled={answer.isPending}
        onClick={() => {
          answer.mutate(false);
        }}
      >
        {t('home.decline')}
      </Button>
    </div>
  );
}

/** What there is to begin with, for whoever has nothing yet. */
function Steps({ steps }: { readonly steps: readonly FirstStep[] }): ReactNode {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="home-steps">
      <h2 id="home-steps">{t('home.steps.title')}</h2>
      <ul className={styles['notes']}>
        {steps.map(({ name, to }) => (
          <li key={name}>
            <Link to={to} className={styles['note'] ?? ''}>
              <span>{t(`home.steps.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a role's home will hold once there is something, and what it will come from. */
function Later({ org }: { readonly org: Membership }): ReactNode {
  const { t } = useTranslation();
  const lines = laterOf(org.roles);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="home-later">
      <h2 id="home-later">{t('home.later.title')}</h2>
      <dl className={styles['later']}>
        {lines.map((name) => (
          <div key={name}>
            <dt>{t(`home.later.${name}`)}</dt>
            <dd>{t(`home.later.${name}From`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
