import { Button, FileButton, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { accentContrast, readable, textOn } from '../../look/contrast.ts';
import { fieldProps, type FormState } from '../../parts/form/index.ts';
import { State } from '../../parts/state.tsx';
import { logoOf, type Logo } from './logo-file.ts';
import styles from './organisation.module.css';
import { isColour, isReadable, type Values } from './values.ts';

/** The logo: any picture that the browser can draw is taken and kept as a PNG. */
export function LogoField({ form }: { readonly form: FormState<Values> }): ReactNode {
  const { t } = useTranslation();
  const [fault, setFault] = useState<(Logo & { kind: 'refused' })['fault'] | null>(null);
  const { image } = form.values;
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const logo = await logoOf(file);
    setFault(logo.kind === 'refused' ? logo.fault : null);
    if (logo.kind === 'logo') form.set('image', logo.image);
  };
  const error =
    fault === null
      ? form.errors.find(({ name }) => name === 'image')?.text
      : t(`organisation.faults.${fault}`);
  form.label('image', t('organisation.logo'));
  return (
    <div className={styles['field']} role="group" aria-labelledby="logo-label">
      <p id="logo-label" className={styles['label']}>
        {t('organisation.logo')}
      </p>
      <p className="soft small">{t('organisation.logoHint')}</p>
      {error !== undefined && (
        <p role="alert" className={styles['wrong']}>
          {error}
        </p>
      )}
      <div className={styles['logo']}>
        <span className={styles['square']}>
          {image.startsWith('data:') ? (
            <img src={image} alt={t('organisation.logoNow')} />
          ) : (
            <span className="soft small">
              {t(image === '' ? 'organisation.noLogo' : 'organisation.logoElsewhere')}
            </span>
          )}
        </span>
        <FileButton accept="image/*" onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} id={`${form.id}-image`} variant="default" h={44}>
              {t(image === '' ? 'organisation.chooseLogo' : 'organisation.otherLogo')}
            </Button>
          )}
        </FileButton>
        {image !== '' && (
          <Button
            variant="subtle"
            h={44}
            onClick={() => {
              setFault(null);
              form.set('image', '');
            }}
          >
            {t('organisation.removeLogo')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The colour: whether it can be read is said at once, and a colour that can be is one click away. */
export function ColourField({ form }: { readonly form: FormState<Values> }): ReactNode {
  const { t } = useTranslation();
  const { accentColour } = form.values;
  const shared = fieldProps(
    { form, name: 'accentColour', label: t('organisation.colour'), hint: t('organisation.colourHint') },
    t('parts.optional'),
  );
  return (
    <div className={styles['field']}>
      <div className={styles['colour']}>
        <TextInput
          {...shared}
          mb={0}
          value={accentColour}
          placeholder="#1f4e79"
          maxLength={7}
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)' } }}
          onChange={(event) => {
            form.set('accentColour', event.currentTarget.value);
          }}
        />
        <input
          type="color"
          aria-label={t('organisation.pick')}
          value={isColour(accentColour) ? accentColour : '#1f4e79'}
          onChange={(event) => {
            form.set('accentColour', event.currentTarget.value);
          }}
        />
      </div>
      {isColour(accentColour) && (
        <Contrast
          colour={accentColour}
          use={(colour) => {
            form.set('accentColour', colour);
          }}
        />
      )}
    </div>
  );
}

function Contrast({
  colour,
  use,
}: {
  readonly colour: string;
  readonly use: (colour: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const ratio = Math.floor(accentContrast(colour, 'light') * 10) / 10;
  if (isReadable(colour))
    return (
      <p role="status">
        <State tone="good" word={t('organisation.contrast', { ratio })} />
      </p>
    );
  const offered = readable(colour, 'light');
  return (
    <div role="status">
      <p>
        <State tone="warn" word={t('organisation.contrastLow', { ratio })} />
      </p>
      <Button
        variant="default"
        mih={44}
        leftSection={<span className={styles['swatch']} style={{ background: offered }} />}
        onClick={() => {
          use(offered);
        }}
      >
        {t('organisation.useReadable', { colour: offered })}
      </Button>
    </div>
  );
}

/** What the brand looks like, on light and on dark ground. */
export function BrandPreview({ values }: { readonly values: Values }): ReactNode {
  const { t } = useTranslation();
  const { accentColour, image, name } = values;
  const chosen = isColour(accentColour) ? accentColour : '#1f4e79';
  return (
    <figure className={styles['preview']}>
      <figcaption>{t('organisation.preview')}</figcaption>
      <div className={styles['tiles']} aria-hidden="true">
        {(['light', 'dark'] as const).map((palette) => {
          const accent = readable(chosen, palette);
          return (
            <div key={palette} className={styles['tile']} data-palette={palette}>
              <p className={styles['head']}>
                {image.startsWith('data:') && <img src={image} alt="" />}
                <strong data-untranslated="">{name}</strong>
              </p>
              <p>
                <span className={styles['fill']} style={{ background: accent, color: textOn(accent) }}>
                  {t('organisation.sampleButton')}
                </span>
                <span className={styles['link']} style={{ color: accent }}>
                  {t('organisation.sampleLink')}
                </span>
              </p>
            </div>
          );
        })}
      </div>
    </figure>
  );
}
