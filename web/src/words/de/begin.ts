import type { words as en } from '../en/begin.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'Ihr erster Nachweis',
  titleIssued: 'Ihr erster Nachweis ist ausgestellt',
  lead: '{{done}} von {{of}} Schritten sind getan. Sie können jederzeit gehen; was getan ist, bleibt getan.',
  leadIssued: 'Signiert mit dem Schlüssel Ihrer Organisation und eingetragen im öffentlichen Log.',
  isDone: 'Erledigt:',
  without: 'Das hat Zeit',
  verify: 'Wie eine fremde Person prüfen',
  address: 'Die Adresse seiner Seite',
  steps: {
    organisation: { done: '{{org}} ist eingerichtet' },
    brand: {
      title: 'Logo und Farbe wählen',
      done: 'Logo oder Farbe ist gewählt',
      text: 'Sie stehen auf Ihren Seiten und neben jedem Nachweis. Der Kontrast wird für Sie geprüft.',
      action: 'Logo und Farbe wählen',
    },
    badge: {
      title: 'Den ersten Badge beschreiben',
      done: '„{{badge}}“ ist veröffentlicht',
      text: 'Etwas, das jemand kann, und was dafür zu zeigen ist. Drei Felder genügen für den Anfang.',
      action: 'Badge beginnen',
    },
    draft: {
      title: '„{{badge}}“ veröffentlichen',
      text: 'Der Entwurf ist aufbewahrt. Sobald er veröffentlicht ist, kann der Badge verliehen werden.',
      action: 'Am Entwurf weiterarbeiten',
    },
    award: {
      title: 'Zum ersten Mal verleihen',
      done: 'Der Badge ist verliehen',
      text: 'An sich selbst, um es auszuprobieren, oder an jemanden, der ihn verdient hat.',
      action: '„{{badge}}“ verleihen',
    },
    look: {
      title: 'Den Nachweis und sein Ergebnis ansehen',
      text: 'Seine Seite ist das, was Sie weitergeben: Ob er gilt, steht ganz oben, darunter jede einzelne Prüfung.',
      action: 'Nachweis öffnen',
    },
  },
  then: {
    title: 'Und dann',
    people: 'Kolleginnen und Kollegen einladen',
    list: 'An eine Liste von Personen verleihen',
    badges: 'Einem Badge ein Bewertungsraster geben, damit Belege eingereicht und beurteilt werden',
  },
};
