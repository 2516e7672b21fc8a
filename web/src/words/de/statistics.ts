import type { words as en } from '../en/statistics.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Statistik',
  answer_one:
    'In den letzten {{days}} Tagen hat {{org}} einen Nachweis ausgestellt. Annahmen: {{claimed}}, Aufrufe: {{viewed}}, geteilt: {{shared}}, geprüft: {{verified}}.',
  answer_other:
    'In den letzten {{days}} Tagen hat {{org}} {{count}} Nachweise ausgestellt. Annahmen: {{claimed}}, Aufrufe: {{viewed}}, geteilt: {{shared}}, geprüft: {{verified}}.',
  answerBadge_one:
    'In den letzten {{days}} Tagen wurde „{{badge}}“ einmal ausgestellt. Annahmen: {{claimed}}, Aufrufe: {{viewed}}, geteilt: {{shared}}, geprüft: {{verified}}.',
  answerBadge_other:
    'In den letzten {{days}} Tagen wurde „{{badge}}“ {{count}}-mal ausgestellt. Annahmen: {{claimed}}, Aufrufe: {{viewed}}, geteilt: {{shared}}, geprüft: {{verified}}.',
  none: 'In den letzten {{days}} Tagen wurde nichts gezählt. Zahlen erscheinen, sobald ein Nachweis ausgestellt, angenommen, angesehen, geteilt oder geprüft wird.',
  span: 'Zeitraum',
  days: 'Die letzten {{count}} Tage',
  badge: 'Badge',
  every: 'Alle Badges',
  kinds: {
    issued: 'Ausgestellt',
    claimed: 'Angenommen',
    viewed: 'Angesehen',
    shared: 'Geteilt',
    verified: 'Geprüft',
  },
  day: 'Tag',
  week: 'Woche ab',
  quiet: 'Zwischen {{from}} und {{to}} wurde kein Nachweis ausgestellt.',
  peak_one: 'Am meisten wurde am {{day}} ausgestellt: ein Nachweis.',
  peak_other: 'Am meisten wurde am {{day}} ausgestellt: {{count}} Nachweise.',
  peakWeek_one: 'Am meisten wurde in der Woche ab {{day}} ausgestellt: ein Nachweis.',
  peakWeek_other: 'Am meisten wurde in der Woche ab {{day}} ausgestellt: {{count}} Nachweise.',
  note: 'Gezählt wird nach Tagen in UTC; der heutige ist noch nicht vorüber.',
  byBadge: 'Nach Badge',
  how: 'Wie gezählt wird',
  howText:
    'Ausgestellt und angenommen zählen die Verleihungen. Angesehen ist eine geöffnete Seite eines Nachweises, geprüft eine Prüfung, geteilt eine Freigabe durch die Inhaberin oder den Inhaber. Aufrufe und Prüfungen durch Ihre eigenen Leute und durch Inhaber/innen zählen nicht; von anderen bleibt nichts als der Tag.',
};
