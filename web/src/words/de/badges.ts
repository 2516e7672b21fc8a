import type { words as en } from '../en/badges.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Badges',
  lead: 'Alles, was bei den Ausstellern dieser Instanz erreicht werden kann.',
  search: 'Badges suchen',
  slash: 'Nach Name, Kompetenz oder Zweck. Die Taste / führt hierher.',
  by: 'Von {{issuer}}',
  none: 'Kein veröffentlichter Badge enthält die Wörter „{{words}}“.',
};
