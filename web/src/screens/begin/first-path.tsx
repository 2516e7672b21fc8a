import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../parts/copy-field.tsx';
import { ToneIcon } from '../../parts/state.tsx';
import type { Membership } from '../../shell/places.ts';
import type { FirstSteps } from './first-steps.ts';
import { planOf, type PlannedStep } from './plan.ts';
import styles from './begin.module.css';

/** The way to the first credential: what is done, and the next step as the one thing to do. */
export function FirstPath({
  org,
  steps,
}: {
  readonly org: Membership;
  readonly steps: FirstSteps;
}): ReactNode {
  const { t } = useTranslation();
  const plan = planOf(org, steps);
  const done = plan.filter(({ state }) => state === 'done').length;
  const isIssued = steps.award !== null;
  return (
    <section aria-labelledby="first-path" className={styles['path']}>
      <h2 id="first-path">{t(isIssued ? 'begin.titleIssued' : 'begin.title')}</h2>
      <p className="soft">{t(isIssued ? 'begin.leadIssued' : 'begin.lead', { done, of: plan.length })}</p>
      <ol className={styles['steps']}>
        {plan.map((step, i) => (
          <li
            key={step.name}
            className={styles['step']}
            data-state={step.state}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span className={styles['mark']}>
              {step.state === 'done' ? (
                <ToneIcon tone="good" size={24} />
              ) : (
                <span aria-hidden="true">{i + 1}</span>
              )}
            </span>
            <div className={styles['what']}>
              <Step step={step} org={org} />
            </div>
          </li>
        ))}
      </ol>
      {isIssued && <Then org={org} />}
    </section>
  );
}

/** One step: its name, and of the next one also what it is for and the button that begins it. */
function Step({ step, org }: { readonly step: PlannedStep; readonly org: Membership }): ReactNode {
  const { t } = useTranslation();
  const { name, state, values, to, search } = step;
  const title =
    state === 'done'
      ? t(`begin.stepDone.${name}`, { ...values })
      : t(`begin.stepTitle.${name}`, { ...values });
  if (state === 'now')
    return (
      <>
        <h3>{title}</h3>
        <p>{t(`begin.stepText.${name}`)}</p>
        <div className={styles['deeds']}>
          {name === 'look' ? (
            <>
              <Button h={44} size="md" component="a" href={to ?? ''}>
                {t('begin.stepAction.look')}
              </Button>
              <Button h={44} size="md" variant="default" component={Link} to="/verify">
                {t('begin.verify')}
              </Button>
            </>
          ) : (
            // The button does not know which search the place takes.
            <Button h={44} size="md" component={Link} to={to ?? ''} search={search as never}>
              {t(`begin.stepAction.${name}`, { ...values })}
            </Button>
          )}
          {name === 'brand' && (
            <Button h={44} size="md" variant="subtle" component={Link} to={`/orgs/${org.orgId}/badges/new`}>
              {t('begin.without')}
            </Button>
          )}
        </div>
        {name === 'look' && (
          <CopyField label={t('begin.address')} value={`${window.location.origin}${to ?? ''}`} />
        )}
      </>
    );
  if (to === null) return <p className={styles['plain']}>{title}</p>;
  return (
    <p className={styles['plain']}>
      {state === 'done' && <span className="visually-hidden">{t('begin.isDone')} </span>}
      <Link to={to} search={search}>
        {title}
      </Link>
    </p>
  );
}

/** What an organisation does once its first credential is out. */
function Then({ org }: { readonly org: Membership }): ReactNode {
  const { t } = useTranslation();
  const at = `/orgs/${org.orgId}`;
  const places = [
    ['people', `${at}/people/invitations`],
    ['list', `${at}/awards/many`],
    ['badges', `${at}/badges`],
  ] as const;
  return (
    <>
      <h3>{t('begin.then.title')}</h3>
      <ul className={styles['then']}>
        {places.map(([name, to]) => (
          <li key={name}>
            <Link to={to}>{t(`begin.then.${name}`)}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
