import type { words as en } from '../en/enter.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  signIn: {
    title: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    action: 'Anmelden',
    wrong:
      'E-Mail-Adresse und Passwort gehören nicht zusammen. Es wurde nichts geändert; bitte versuchen Sie es noch einmal.',
    show: 'Passwort zeigen oder verbergen',
    demoTitle: 'Als eine der Personen dieser Demo',
    demoText: 'Alle sind erfunden. Wählen Sie eine, um sich als diese Person anzumelden.',
    other: 'Mit einem eigenen Konto',
    byMail: 'Per E-Mail anmelden, ohne Passwort',
    forgotten: 'Passwort vergessen',
  },
  setup: {
    title: 'Rungs einrichten',
    lead: 'Sie werden die erste verwaltende Person und erhalten alle Rollen. Alles lässt sich später ändern.',
    organisation: 'Name Ihrer Organisation',
    organisationHint: 'Er steht auf jedem Nachweis, den Sie ausstellen.',
    name: 'Ihr Name',
    email: 'Ihre E-Mail-Adresse',
    password: 'Ein Passwort',
    passwordHint: 'Mindestens 8 Zeichen.',
    action: 'Einrichten und anmelden',
    failed: 'Die Einrichtung ist gescheitert: {{detail}} Ihre Eingaben sind noch da.',
    done: 'Diese Instanz ist bereits eingerichtet; der Einrichtungslink hat seine Arbeit getan.',
    noToken: 'Dieser Adresse fehlt ihr Schlüssel.',
  },
  empty: {
    title: 'Diese Instanz ist leer',
    lead: 'Wer sie gestartet hat, kann sie in einer Minute einrichten.',
    link: 'Beim Start hat der Server einen Einmallink ausgegeben. Öffnen Sie diesen Link: Er macht Sie zur ersten verwaltenden Person. Er sieht so aus:',
    again:
      'Der Link gilt einen Tag und nur einmal. Jeder Start einer leeren Instanz gibt einen neuen Link aus.',
  },
  code: {
    title: 'Noch ein Schritt',
    text: 'Ihr Konto verlangt einen Code aus Ihrer Authenticator-App.',
    code: 'Code mit sechs Ziffern',
    recovery: 'Wiederherstellungscode',
    isRecovery: 'Stattdessen einen Wiederherstellungscode verwenden',
    trusts: 'Auf diesem Gerät 30 Tage lang nicht mehr fragen',
    action: 'Anmelden',
  },
  mail: {
    action: 'Link senden',
    asked:
      'Falls {{email}} jemandem gehört, ist ein Link dorthin unterwegs. Er gilt kurze Zeit und nur einmal.',
    kept: 'Diese Instanz versendet keine E-Mails. Wer sie betreibt, findet den Link im Postfach der Instanz.',
    nothing: 'Nichts angekommen? Prüfen Sie die Adresse und den Ordner für unerwünschte E-Mails.',
    back: 'Zurück zur Anmeldung',
  },
  link: {
    title: 'Per E-Mail anmelden',
    lead: 'Sie erhalten einen Link, der Sie anmeldet. Er braucht kein Passwort und öffnet auch Ihr Konto, wenn Ihnen etwas verliehen wurde, bevor Sie eines hatten.',
  },
  reset: {
    title: 'Passwort vergessen',
    lead: 'Sie erhalten einen Link, mit dem Sie ein neues Passwort wählen.',
  },
  redeem: {
    title: 'Anmelden',
    lead: 'Der Link gilt nur einmal.',
    name: 'Ihr Name',
    nameHint: 'Nur nötig, wenn der Link ein neues Konto öffnet.',
    action: 'Mit diesem Link anmelden',
  },
  newPassword: {
    title: 'Neues Passwort wählen',
    lead: 'Es ersetzt das alte. Alle Geräte werden abgemeldet.',
    field: 'Neues Passwort',
    action: 'Dieses Passwort setzen',
    done: 'Das neue Passwort ist gesetzt. Melden Sie sich damit an.',
  },
  proof: {
    title: 'E-Mail-Adresse bestätigen',
    lead: 'Die angegebene Adresse wird mit einem Klick bestätigt.',
    action: 'Adresse bestätigen',
    done: '{{email}} ist bestätigt.',
  },
  noToken: {
    title: 'Dieser Link ist unvollständig',
    lead: 'Ein Teil der Adresse ging unterwegs verloren. Öffnen Sie ihn noch einmal aus der E-Mail, oder fordern Sie einen neuen an.',
  },
  invitation: {
    title: 'Einladung',
    lead: '{{org}} lädt Sie ein als: {{roles}}.',
    until: 'Die Einladung gilt bis {{date}}.',
    asMe: 'Als {{name}} annehmen',
    signIn: 'Melden Sie sich als {{email}} oder mit einem anderen Ihrer Konten an und nehmen Sie dann an.',
    account: 'Dabei wird ein Konto für {{email}} eröffnet.',
    action: 'Konto eröffnen und annehmen',
    states: {
      expired: 'Diese Einladung ist abgelaufen. Bitten Sie um eine neue.',
      revoked: 'Diese Einladung wurde zurückgezogen.',
      accepted: 'Diese Einladung wurde bereits angenommen.',
    },
  },
};
