import type { words as en } from '../en/record.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Meine Nachweise',
  lead_one: 'Sie besitzen einen Nachweis. Er gehört Ihnen: Zeigen Sie ihn, oder behalten Sie ihn für sich.',
  lead_other:
    'Sie besitzen {{count}} Nachweise. Sie gehören Ihnen: Zeigen Sie sie, oder behalten Sie sie für sich.',
  none: 'Sie haben noch keinen Nachweis. Wenn Sie gezeigt haben, was ein Badge verlangt, kommt sein Nachweis von selbst hier an.',
  browse: 'Badges ansehen',
  by: 'Ausgestellt von {{issuer}} am {{date}}',
  reason: 'Der Aussteller sagt dazu: {{reason}}',
  parts_one: 'Besteht aus einem Badge.',
  parts_other: 'Besteht aus {{count}} Badges.',
  file: 'Datei herunterladen',
  link: 'Alle, die seine Adresse haben, können ihn sehen.',
  private: 'Nur Sie können ihn sehen; seine öffentliche Seite ist geschlossen.',
  makePrivate: 'Verbergen',
  makeLink: 'Über Adresse teilen',
  failed: 'Es wurde nichts geändert: {{detail}}',
  partStates: {
    suspended: 'ausgesetzt',
    revoked: 'widerrufen',
    expired: 'abgelaufen',
    broken: 'unvollständig',
  },
};
