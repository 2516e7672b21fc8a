import type { ReactNode } from 'react';
import type { Badge } from './draft-model.ts';
import { usePicture } from './use-versions.ts';
import styles from './editor.module.css';

/** The picture of a version with its own words. */
export function Picture({ badge, size }: { readonly badge: Badge; readonly size: number }): ReactNode {
  const address = usePicture(badge, badge.image.digest);
  if (address === undefined)
    return <span className={styles['picture']} style={{ width: size, height: size }} />;
  return <img className={styles['picture']} src={address} alt={badge.image.alt} width={size} height={size} />;
}
