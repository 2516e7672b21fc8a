import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Text } from './editor-text.tsx';
import { PictureDialog } from './picture-dialog.tsx';
import { Picture } from './picture.tsx';
import type { DraftState } from './use-draft.ts';
import styles from './editor.module.css';

/** The picture of a draft, where it comes from, and its words. */
export function PictureField({ draft }: { readonly draft: DraftState }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { badge } = draft;
  const { image } = badge;
  const origin = image.isGenerated ? 'generated' : image.drawing === undefined ? 'uploaded' : 'drawn';
  return (
    <div className={styles['pictureField']}>
      <Picture badge={badge} size={144} />
      <div>
        <p className="soft">{t(`editor.origins.${origin}`)}</p>
        <Button
          mih={44}
          mb="md"
          variant="default"
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('editor.changePicture')}
        </Button>
        <Text draft={draft} name="alt" max={500} />
      </div>
      {isOpen && (
        <PictureDialog
          draft={draft}
          close={() => {
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}
