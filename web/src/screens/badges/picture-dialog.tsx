import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../../api/client.ts';
import { contrast } from '../../look/contrast.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { State } from '../../parts/state.tsx';
import type { Changes, Drawing } from './draft-model.ts';
import { fileOf, type Picked } from './picture-file.ts';
import type { DraftState } from './use-draft.ts';
import styles from './editor.module.css';

const shapes = ['circle', 'hexagon', 'octagon', 'shield', 'square'] as const;
const icons = [
  ...(['book', 'bulb', 'chart', 'check', 'code', 'drop'] as const),
  ...(['flag', 'gear', 'leaf', 'people', 'shield', 'star'] as const),
];
/** What text needs against its ground (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5;

interface Plan {
  readonly shape: string;
  readonly ground: string;
  readonly ink: string;
  readonly rim: string;
  readonly text: string;
  readonly icon: string;
  readonly format: string;
}

const beginning: Plan = {
  ...{ shape: 'hexagon', ground: '#1f4e79', ink: '#ffffff', rim: '#c86b00' },
  ...{ text: '', icon: 'star', format: 'svg' },
};

const isColour = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);

/** The drawing that a plan asks for; null while something of it is missing or cannot be read. */
function drawingOf(plan: Plan): Drawing | null {
  const { shape, ground, ink, rim, text, icon, format } = plan;
  if (![ground, ink, rim].every(isColour) || (text.trim() === '' && icon === '')) return null;
  if (contrast(ground, ink) < leastContrast) return null;
  return {
    ...{ shape, ground, ink, rim, format },
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(icon === '' ? {} : { icon }),
  } as Drawing;
}

/** Draws a picture or takes a file; it becomes the draft's with words for those who do not see it. */
export function PictureDialog({
  draft,
  close,
}: {
  readonly draft: DraftState;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { orgId, image } = draft.badge;
  const [plan, setPlan] = useState<Plan>({ ...beginning, ...(image.drawing as Partial<Plan> | undefined) });
  const [file, setFile] = useState<Picked | null>(null);
  const [alt, setAlt] = useState(image.isGenerated ? '' : draft.values.alt);
  const drawing = drawingOf(plan);
  const preview = usePreview(orgId, drawing);
  const picked = file?.kind === 'picture' ? file : null;
  const run = async (): Promise<void> => {
    const words = { alt: alt.trim() };
    const change: NonNullable<Changes['image']> | null =
      picked !== null
        ? { ...words, upload: { mediaType: picked.mediaType, base64: picked.base64 } }
        : drawing === null
          ? null
          : { ...words, drawing };
    if (change === null) return;
    draft.form.set('alt', words.alt);
    await draft.setImage(change);
  };
  const address = picked?.address ?? preview.data;
  return (
    <ConfirmDialog
      title={t('maker.title')}
      action={t('maker.use')}
      isReady={alt.trim() !== '' && (picked !== null || (drawing !== null && preview.error === null))}
      run={run}
      close={close}
    >
      <div className={styles['maker']}>
        <div className={styles['preview']}>
          {address === undefined ? <span /> : <img src={address} alt={alt} width="160" height="160" />}
        </div>
        {picked === null ? (
          <Plans plan={plan} set={setPlan} />
        ) : (
          <div>
            <p data-untranslated>{picked.name}</p>
            <Button
              variant="default"
              h={44}
              onClick={() => {
                setFile(null);
              }}
            >
              {t('maker.drawInstead')}
            </Button>
          </div>
        )}
      </div>
      {picked === null && preview.error !== null && <Problem error={preview.error} />}
      {file?.kind === 'refused' && (
        <p role="alert" className={styles['wrong']}>
          {t(`maker.faults.${file.fault}`)}
        </p>
      )}
      <div className={styles['upload']}>
        <FileButton
          accept="image/png,image/svg+xml"
          onChange={(one) => {
            if (one !== null) void fileOf(one).then(setFile);
          }}
        >
          {(props) => (
            <Button {...props} variant="default" h={44}>
              {t('maker.upload')}
            </Button>
          )}
        </FileButton>
        <span className="soft">{t('maker.uploadHint')}</span>
      </div>
      <TextInput
        size="md"
        required
        withAsterisk={false}
        label={t('maker.alt')}
        description={t('maker.altHint')}
        value={alt}
        maxLength={500}
        onChange={(event) => {
          setAlt(event.currentTarget.value);
        }}
      />
    </ConfirmDialog>
  );
}

/** What the server draws of a plan, as an address that an image can show. */
function usePreview(orgId: string, drawing: Drawing | null) {
  const [settled] = useDebouncedValue(drawing === null ? '' : JSON.stringify(drawing), 250);
  return useQuery({
    queryKey: ['badge-drawing', settled],
    queryFn: async () => {
      const answer = await send(`/api/v1/orgs/${orgId}/badge-images/preview`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: settled,
      });
      return URL.createObjectURL(await answer.blob());
    },
    enabled: settled !== '',
    staleTime: Infinity,
    retry: false,
    placeholderData: (before: string | undefined) => before,
  });
}

function Plans({ plan, set }: { readonly plan: Plan; readonly set: (plan: Plan) => void }): ReactNode {
  const { t } = useTranslation();
  const choose = (name: 'shape' | 'icon' | 'format', values: readonly string[]): ReactNode => (
    <NativeSelect
      label={t(`maker.${name}`)}
      data={[
        ...(name === 'icon' ? [{ value: '', label: t('maker.noIcon') }] : []),
        ...values.map((value) => ({ value, label: t(`maker.options.${value}`) })),
      ]}
      value={plan[name]}
      onChange={(event) => {
        set({ ...plan, [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <div className={styles['plan']}>
      {choose('shape', shapes)}
      {choose('icon', icons)}
      <TextInput
        label={t('maker.text')}
        description={t('maker.textHint')}
        maxLength={32}
        value={plan.text}
        onChange={(event) => {
          set({ ...plan, text: event.currentTarget.value });
        }}
      />
      <div className={styles['colours']}>
        {(['ground', 'ink', 'rim'] as const).map((name) => (
          <label key={name}>
            <span>{t(`maker.${name}`)}</span>
            <input
              type="color"
              value={plan[name]}
              onChange={(event) => {
                set({ ...plan, [name]: event.currentTarget.value });
              }}
            />
          </label>
        ))}
      </div>
      <Contrast ground={plan.ground} ink={plan.ink} />
      {choose('format', ['svg', 'png'])}
    </div>
  );
}

function Contrast({ ground, ink }: { readonly ground: string; readonly ink: string }): ReactNode {
  const { t } = useTranslation();
  const ratio = Math.floor(contrast(ground, ink) * 10) / 10;
  const isEnough = contrast(ground, ink) >= leastContrast;
  return (
    <p role="status">
      <State
        tone={isEnough ? 'good' : 'bad'}
        word={t(isEnough ? 'maker.contrast' : 'maker.contrastLow', { ratio })}
      />
    </p>
  );
}
