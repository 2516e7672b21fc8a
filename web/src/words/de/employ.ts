import type { words as en } from '../en/employ.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  history: 'Unsere Prüfungen',
  historyLead: 'Was für {{org}} geprüft wurde, das Neueste zuerst.',
  historyNote:
    'Festgehalten werden Zeit, Person, Ergebnis, Aussteller und Kennung des Nachweises. Das Dokument selbst wird nicht aufbewahrt.',
  check: 'Einen Nachweis prüfen',
  checkLead:
    'Fügen Sie einen Nachweis ein, legen Sie seine Datei hier ab, oder geben Sie seine Adresse an. {{org}} behält davon eine Zeile.',
  checkNote:
    'Die Zeile nennt Zeit, Person, Ergebnis, Aussteller und Kennung. Das Dokument wird nicht aufbewahrt.',
  at: 'Wann',
  word: 'Ergebnis',
  by: 'Gefragt von',
  program: 'Ein Programm',
  credential: 'Nachweis',
  unknown: 'nicht bekannt',
  none: 'Es wurde noch nichts geprüft. Prüfen Sie den ersten Nachweis; das Ergebnis wird hier stehen.',
  noMatch: 'Keine Prüfung hatte dieses Ergebnis.',
  gap: 'Kompetenzlücke',
  gapQuestion: 'Welche der Kompetenzen, die {{org}} braucht, fehlen?',
  gapEmpty:
    'Nennen Sie die Kompetenzen, die Sie brauchen, mit Stufe und Zahl der Personen. Die Antwort wird aus geprüften Nachweisen gezählt; die Liste steht in der Adresse, damit Sie sie weitergeben können.',
  gapNone_one: 'Die Leute von {{org}} decken die eine gewünschte Kompetenz ab.',
  gapNone_other: 'Die Leute von {{org}} decken alle {{count}} gewünschten Kompetenzen ab.',
  gapAnswer_one:
    'Bei {{count}} von {{total}} gewünschten Kompetenzen fehlen {{org}} Leute, zusammen {{short}}.',
  gapAnswer_other:
    'Bei {{count}} von {{total}} gewünschten Kompetenzen fehlen {{org}} Leute, zusammen {{short}}.',
  gapNote:
    'Eine Person kann für mehrere Kompetenzen zählen. Wo es mehr Personen gibt als gewünscht, endet der Balken dort.',
  gapHow:
    'Je Kompetenz werden verschiedene Personen gezählt, die sie auf der gewünschten Stufe oder höher haben: durch einen signierten Nachweis, der weder widerrufen noch ausgesetzt noch abgelaufen ist, solange beide Seiten das Arbeitsverhältnis bestätigt haben. Von diesem Vergleich wird nichts aufbewahrt.',
  skill: 'Kompetenz',
  skillMissing: 'Wählen Sie eine Kompetenz aus der Liste, die beim Tippen erscheint.',
  least: 'Stufe, mindestens',
  anyLevel: 'jede Stufe',
  orAbove: '{{level}} oder höher',
  wanted: 'Gewünschte Personen',
  peopleWrong: 'Eine ganze Zahl von 1 bis 1.000.000.',
  have: 'Vorhandene Personen',
  short: 'Es fehlen',
  shortBy_one: 'eine fehlt',
  shortBy_other: '{{count}} fehlen',
  enough: 'genug',
  code: 'Code',
  add: 'Kompetenz hinzufügen',
  change: 'Ändern',
  remove: 'Herausnehmen',
  removeNamed: 'Herausnehmen: {{skill}}',
  full: 'Eine Liste fasst höchstens {{count}} Kompetenzen.',
  found: 'Passende Kompetenzen',
  foundCount_zero: 'Keine Kompetenz passt zu diesen Worten.',
  foundCount_one: 'Eine Kompetenz passt. Wählen Sie sie:',
  foundCount_other: '{{count}} Kompetenzen passen am besten. Wählen Sie eine:',
};
