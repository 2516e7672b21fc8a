import type { words as en } from '../en/begin.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Ihr erster Nachweis',
  titleIssued: 'Ihr erster Nachweis ist ausgestellt',
  lead: '{{done}} von {{of}} Schritten getan. Sie können jederzeit gehen; was getan ist, bleibt getan.',
  leadIssued: 'Signiert mit dem Schlüssel Ihrer Organisation und eingetragen im öffentlichen Log.',
  isDone: 'Erledigt:',
  without: 'Das hat Zeit',
  verify: 'Wie eine fremde Person prüfen',
  address: 'Die Adresse seiner Seite',
  stepTitle: {
    brand: 'Logo und Farbe wählen',
    badge: 'Den ersten Badge beschreiben',
    draft: '„{{badge}}“ veröffentlichen',
    award: 'Zum ersten Mal verleihen',
    look: 'Den Nachweis und sein Ergebnis ansehen',
  },
  stepDone: {
    organisation: '{{org}} ist eingerichtet',
    brand: 'Logo oder Farbe ist gewählt',
    badge: '„{{badge}}“ ist veröffentlicht',
    award: 'Der Badge ist verliehen',
  },
  stepText: {
    brand: 'Sie stehen auf Ihren Seiten und neben jedem Nachweis. Der Kontrast wird für Sie geprüft.',
    badge: 'Etwas, das jemand kann, und was dafür zu zeigen ist. Drei Felder genügen für den Anfang.',
    draft: 'Der Entwurf ist aufbewahrt. Sobald er veröffentlicht ist, kann der Badge verliehen werden.',
    award: 'An sich selbst, um es auszuprobieren, oder an jemanden, der ihn verdient hat.',
    look: 'Seine Seite ist das, was Sie weitergeben: Ob er gilt, steht ganz oben, darunter jede einzelne Prüfung.',
  },
  stepAction: {
    brand: 'Logo und Farbe wählen',
    badge: 'Badge beginnen',
    draft: 'Am Entwurf weiterarbeiten',
    award: '„{{badge}}“ verleihen',
    look: 'Nachweis öffnen',
  },
  then: {
    title: 'Und dann',
    people: 'Kolleginnen und Kollegen einladen',
    list: 'An eine Liste von Personen verleihen',
    badges: 'Einem Badge ein Bewertungsraster geben, damit Belege eingereicht und beurteilt werden',
  },
};
