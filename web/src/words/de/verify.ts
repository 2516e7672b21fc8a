import type { words as en } from '../en/verify.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Einen Nachweis prüfen',
  lead: 'Fügen Sie einen Nachweis ein, ziehen Sie seine Datei hierher oder geben Sie seine Adresse an. Sie brauchen kein Konto.',
  field: 'Nachweis oder seine Adresse',
  placeholder: '{ "@context": … }  oder  https://…',
  file: 'Datei wählen',
  dropHere: 'Datei loslassen, um sie zu prüfen',
  action: 'Prüfen',
  checking: 'Wird geprüft …',
  tooLarge: 'Diese Datei ist größer als 5 MiB; so groß ist kein Nachweis. Es wurde nichts gesendet.',
  failed: 'Die Prüfung war nicht möglich: {{detail}}',
  privacy: 'Der Nachweis wird von diesem Server geprüft und nicht aufbewahrt.',
  result: 'Ergebnis',
  checks: 'Was geprüft wurde',
  shown: 'Was darin steht',
  issuer: 'Aussteller',
  issuerUnrecognised: 'Aussteller nicht anerkannt',
  claimed: 'nach eigener Angabe',
  holder: 'Inhaber/in',
  holderUnnamed: 'nicht genannt',
  validFrom: 'Gültig ab',
  validUntil: 'Gültig bis',
  notSaid: 'nicht angegeben',
  noEnd: 'unbefristet',
  nothingShown:
    'Vom Inhalt des Dokuments wird nichts gezeigt, weil es sich von einer Fälschung nicht unterscheiden lässt.',
  again: 'Einen anderen prüfen',
  words: { valid: 'Gültig', inconclusive: 'Nicht feststellbar', not_valid: 'Ungültig' },
  status: { pass: 'Erfüllt', fail: 'Nicht erfüllt', skipped: 'Nicht nötig', unknown: 'Nicht bekannt' },
};
