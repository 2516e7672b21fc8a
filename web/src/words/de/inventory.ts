import type { words as en } from '../en/inventory.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Kompetenzinventar',
  lead_one: 'Wer bei {{org}} arbeitet, weist mit geprüften Nachweisen eine Kompetenz nach.',
  lead_other: 'Wer bei {{org}} arbeitet, weist mit geprüften Nachweisen {{count}} Kompetenzen nach.',
  leadMore_one: 'Wer bei {{org}} arbeitet, weist mit geprüften Nachweisen mehr als eine Kompetenz nach.',
  leadMore_other:
    'Wer bei {{org}} arbeitet, weist mit geprüften Nachweisen mehr als {{count}} Kompetenzen nach.',
  none: 'Noch wird nichts gezählt. Eine Kompetenz erscheint hier, wenn jemand, der hier arbeitet, einen Nachweis dafür hat, von Ihnen oder mit Ihnen geteilt.',
  skill: 'Kompetenz',
  framework: 'Rahmenwerk',
  level: 'Stufe',
  basis: 'Grundlage',
  people: 'Personen',
  who: '{{skill}}, Stufe {{level}}: Personen zeigen',
  frameworks: { esco: 'ESCO', onet: 'O*NET' },
  ofTen: '{{level}} von 10',
  holders: '{{skill}}',
  holdersLead_zero: 'Niemand weist sie auf Stufe {{level}} oder höher nach.',
  holdersLead_one: 'Eine Person weist sie auf Stufe {{level}} oder höher nach.',
  holdersLead_other: '{{count}} Personen weisen sie auf Stufe {{level}} oder höher nach.',
  holdersFirst_one: 'Eine der Personen, die sie auf Stufe {{level}} oder höher nachweisen.',
  holdersFirst_other: 'Die ersten {{count}} Personen, die sie auf Stufe {{level}} oder höher nachweisen.',
  name: 'Name',
  until: 'Zählt bis',
  noEnd: 'unbefristet',
  bases: { verified: 'Nachgewiesen', assessed: 'Beurteilt', declared: 'Selbst angegeben' },
  how: 'Wie gezählt wird',
  howText:
    'Eine Person zählt je Kompetenz und Stufe einmal. Nachgewiesen heißt: ein signierter Nachweis, der weder widerrufen noch ausgesetzt noch abgelaufen ist, von dieser Organisation oder von der Person mit ihr geteilt, solange beide Seiten das Arbeitsverhältnis bestätigen.',
  levelAny: 'nicht angegeben',
  widest_one: 'Am weitesten verbreitet: {{skill}} (eine Person).',
  widest_other: 'Am weitesten verbreitet: {{skill}} ({{count}} Personen).',
  skillAt: '{{skill}}, Stufe {{level}}',
  drawn: 'Gezeichnet sind die ersten {{count}} von {{total}} Zeilen; die Tabelle darunter hat alle.',
  toGap: 'Mit einer Liste gewünschter Kompetenzen vergleichen',
};
