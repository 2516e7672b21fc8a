import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../parts/form/index.ts';
import { Alignments } from './alignments.tsx';
import { countryChoices, languageChoices, typeChoices, type Choice } from './choices.ts';
import type { TextField as TextName } from './draft-model.ts';
import { Text, useHint } from './editor-text.tsx';
import { PictureField } from './picture-field.tsx';
import type { DraftState } from './use-draft.ts';
import styles from './editor.module.css';

/** Every field of a draft, in groups. */
export function Groups({ draft }: { readonly draft: DraftState }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Group name="text">
        <Text draft={draft} name="name" max={200} />
        <Text draft={draft} name="objective" rows={3} max={1000} />
        <Text draft={draft} name="criteria" rows={8} max={20000} />
        <Text draft={draft} name="description" rows={4} max={5000} />
        <Pair>
          <Choose draft={draft} name="language" options={languageChoices(draft.values.language)} />
          <Text draft={draft} name="tags" max={2000} />
        </Pair>
      </Group>
      <Group name="picture">
        <PictureField draft={draft} />
      </Group>
      <Group name="meaning">
        <Alignments draft={draft} />
        <Pair>
          <Choose
            draft={draft}
            name="achievementType"
            options={typeChoices(t, draft.values.achievementType)}
          />
          <Text draft={draft} name="humanCode" max={64} />
          <Text draft={draft} name="fieldOfStudy" max={200} />
          <Text draft={draft} name="specialization" max={200} />
        </Pair>
      </Group>
      <Group name="load">
        <Pair>
          <Text draft={draft} name="workloadHours" max={6} isNumber />
          <Text draft={draft} name="creditsAvailable" max={7} isNumber />
          <Choose draft={draft} name="eqfLevel" options={levels} isOptional />
          <Listed draft={draft} name="cycle" values={['short', 'first', 'second', 'third']} />
        </Pair>
      </Group>
      <Group name="quality">
        <Pair>
          <Text draft={draft} name="assessmentType" max={200} />
          <Listed draft={draft} name="participation" values={['online', 'onsite', 'blended', 'work_based']} />
          <Listed
            draft={draft}
            name="supervision"
            values={['unsupervised', 'supervised', 'supervised_identity_verified']}
          />
          <Listed draft={draft} name="isGraded" values={['yes', 'no']} />
          <Choose draft={draft} name="country" options={countryChoices()} isOptional />
        </Pair>
        <Pair>
          <Text draft={draft} name="qualityName" max={200} />
          <Text draft={draft} name="qualityUrl" max={2048} />
        </Pair>
        <Text draft={draft} name="qualityDescription" rows={2} max={2000} />
      </Group>
      <Group name="policy">
        <Pair>
          <Text draft={draft} name="expiresAfterDays" max={5} isNumber />
          <Listed draft={draft} name="integration" values={['standalone', 'stackable']} />
        </Pair>
        <Text draft={draft} name="prerequisites" rows={2} max={2000} />
      </Group>
    </>
  );
}

const levels: readonly Choice[] = ['1', '2', '3', '4', '5', '6', '7', '8'].map((value) => ({
  value,
  label: value,
}));

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={styles['group']} aria-label={t(`editor.groups.${name}`)}>
      <h2>{t(`editor.groups.${name}`)}</h2>
      {children}
    </section>
  );
}

function Pair({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles['pair']}>{children}</div>;
}

function Choose({
  draft,
  name,
  options,
  isOptional = false,
}: {
  readonly draft: DraftState;
  readonly name: TextName;
  readonly options: readonly Choice[];
  readonly isOptional?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <SelectField
      form={draft.form}
      name={name}
      label={t(`editor.fields.${name}`)}
      {...useHint(name)}
      options={isOptional ? [{ value: '', label: t('editor.notStated') }, ...options] : options}
    />
  );
}

function Listed({
  draft,
  name,
  values,
}: {
  readonly draft: DraftState;
  readonly name: 'cycle' | 'participation' | 'supervision' | 'isGraded' | 'integration';
  readonly values: readonly string[];
}): ReactNode {
  const { t } = useTranslation();
  const options = values.map((value) => ({ value, label: t(`editor.options.${name}-${value}`) }));
  return <Choose draft={draft} name={name} options={options} isOptional />;
}
