import type { VerdictText } from './verdict-text.ts';

/** The sentences of a verdict in German. */
export const german: VerdictText = {
  unrecognised:
    'Der Aussteller ist nicht anerkannt: Die Signatur ist seine eigene, aber diese Instanz weiß nicht, wer er ist.',
  ownIssuer: (name) => `Der Aussteller ist ${name}, eine Organisation dieser Instanz.`,
  listedIssuer: (name) => `Der Aussteller ist ${name} und steht auf der Vertrauensliste dieser Instanz.`,
  log: {
    logged: 'Er steht im öffentlichen Log der Instanz seines Ausstellers.',
    not_yet_logged:
      'Er steht noch nicht im Log: Das folgt kurz nach dem Ausstellen und ändert nichts an seiner Gültigkeit.',
    not_known_here: 'Das Log dieser Instanz kennt ihn nicht: Es enthält nur, was hier ausgestellt wurde.',
  },
  nothingSigned: 'Es gibt keine Signatur, die geprüft werden könnte; nichts darin kann als wahr gelten.',
  unchecked: (told) =>
    `Die Signatur konnte nicht geprüft werden: ${told}. Nichts darin kann vorerst als wahr gelten.`,
  untrusted: (told) => `Diesem Dokument ist nicht zu trauen: ${told}. Nichts darin kann als wahr gelten.`,
  hostedRevoked: 'Dieser Badge zählt nicht: Der Aussteller hat ihn widerrufen.',
  hostedUnasked:
    'Ob sein Aussteller zu ihm steht, konnte nicht erfragt werden. Nichts darin kann vorerst als wahr gelten.',
  inForce: 'Der Nachweis ist echt, unverändert und in Kraft.',
  genuine: { hosted: 'Der Aussteller hält ihn vor', signed: 'Die Signatur ist echt' },
  inconclusive: (genuine, told) => `${genuine}, aber das Ergebnis ist nicht feststellbar: ${told}.`,
  notCounting: (genuine, told) => `${genuine}, aber der Nachweis zählt nicht: ${told}.`,
  oneOfThem: (told) => `für einen davon gilt: ${told}`,
  statusNotAsked:
    'seine Statusliste liegt an einer Adresse, die von hier aus nicht abgefragt wird, daher weiß niemand, ob er widerrufen wurde',
  noReason: 'ein Grund ist nicht bekannt',
  skipped: (asked) => `${asked}: nichts zu prüfen.`,
  failed: (asked, told) => `${asked}: nein, ${told}.`,
  unknown: (asked, told) => `${asked}: nicht prüfbar, ${told}.`,
  questions: {
    reading: ['Das Dokument ist lesbar.', 'Ist das Dokument lesbar'],
    contexts: [
      'Alle seine Begriffe stammen aus bekannten Vokabularen.',
      'Stammen seine Begriffe aus bekannten Vokabularen',
    ],
    'context-integrity': [
      'Kein Begriff hat eine andere Bedeutung bekommen.',
      'Behalten seine Begriffe ihre Bedeutung',
    ],
    shape: ['Es hat die Form eines Nachweises.', 'Hat es die Form eines Nachweises'],
    terms: ['Alles darin ist von der Signatur gedeckt.', 'Ist alles darin von der Signatur gedeckt'],
    validity: ['Er liegt in seiner Gültigkeitsdauer.', 'Liegt er in seiner Gültigkeitsdauer'],
    key: [
      'Der Schlüssel wurde gefunden und darf signieren.',
      'Wurde der Schlüssel gefunden, und darf er signieren',
    ],
    'issuer-binding': ['Der Schlüssel gehört dem Aussteller.', 'Gehört der Schlüssel dem Aussteller'],
    proof: ['Die Signatur stimmt: Nichts wurde verändert.', 'Stimmt die Signatur'],
    resources: ['Worauf er verweist, ist unverändert.', 'Ist unverändert, worauf er verweist'],
    status: ['Er ist weder widerrufen noch ausgesetzt.', 'Ist er weder widerrufen noch ausgesetzt'],
    audience: ['Er wurde für diese prüfende Stelle gemacht.', 'Wurde er für diese prüfende Stelle gemacht'],
    holder: ['Wer ihn vorlegt, ist, um wen es geht.', 'Ist, wer ihn vorlegt, um wen es geht'],
    credentials: ['Jeder Nachweis darin stimmt.', 'Stimmt jeder Nachweis darin'],
    endorsements: ['Jede Befürwortung darin stimmt.', 'Stimmt jede Befürwortung darin'],
    'issuer-trust': ['Der Aussteller ist anerkannt.', 'Ist der Aussteller anerkannt'],
    log: ['Er steht im Log.', 'Steht er im Log'],
  },
  hostedQuestions: {
    terms: [
      'Seine Begriffe werden gelesen, wie sie dastehen.',
      'Werden seine Begriffe nach ihren Vokabularen gelesen',
    ],
    key: ['Er braucht keinen Schlüssel.', 'Braucht er einen Schlüssel'],
    'issuer-binding': [
      'Der Aussteller steht für das ein, was dort vorgehalten wird.',
      'Steht der Aussteller für das ein, was dort vorgehalten wird',
    ],
    proof: [
      'Er wird genau so vorgehalten, wie er vorgelegt wurde.',
      'Wird er genau so vorgehalten, wie er vorgelegt wurde',
    ],
    status: [
      'Er wird noch vorgehalten und ist nicht widerrufen.',
      'Wird er noch vorgehalten, und ist er nicht widerrufen',
    ],
  },
  failures: {
    'alg-not-allowed': 'er ist auf eine Weise signiert, die hier nicht angenommen wird',
    'audience-mismatch': 'er wurde für eine andere prüfende Stelle gemacht',
    'context-modified': 'er ändert die Bedeutung seiner eigenen Begriffe',
    'context-untrusted': 'er benutzt ein Vokabular, das hier nicht bekannt ist',
    'duplicate-key': 'er sagt dasselbe zweimal',
    expired: 'seine Gültigkeitsdauer ist vorbei',
    'fetch-blocked': 'er verweist auf eine Adresse, die nicht abgefragt werden darf',
    'header-not-understood': 'seine Signatur verlangt etwas, das hier nicht verstanden wird',
    'holder-mismatch': 'ihn legt jemand anderes vor als die Person, um die es geht',
    'issuer-mismatch': 'signiert hat jemand anderes als der Aussteller, den er nennt',
    'issuer-untrusted': 'sein Aussteller ist nicht anerkannt',
    'key-not-authorized': 'der Schlüssel durfte dies nicht signieren',
    'key-unresolvable': 'der Schlüssel des Ausstellers ist nicht zu finden',
    'key-weak': 'er ist mit einem Schlüssel signiert, den alle hätten benutzen können',
    'limit-exceeded': 'er ist größer oder verwickelter, als hier angenommen wird',
    malformed: 'es ist kein lesbares Dokument',
    'not-yet-valid': 'seine Gültigkeitsdauer hat noch nicht begonnen',
    'number-unsafe': 'er enthält eine Zahl, die verschieden gelesen würde',
    'payload-active-content': 'er enthält etwas, das als Programm laufen würde',
    'proof-expired': 'seine Signatur hatte ein Ende, das vorbei ist',
    'proof-invalid':
      'die Signatur passt nicht zum Dokument; es wurde verändert oder mit einem anderen Schlüssel signiert',
    'proof-missing': 'er ist nicht signiert',
    'proof-purpose': 'seine Signatur wurde zu einem anderen Zweck geleistet',
    replay: 'er wurde schon einmal vorgelegt',
    revoked: 'der Aussteller hat ihn widerrufen',
    schema: 'er hat nicht die Form eines Nachweises',
    'status-invalid': 'die Statusliste, auf die er verweist, stimmt nicht',
    'status-unavailable': 'ob er widerrufen oder ausgesetzt wurde, lässt sich zurzeit nicht feststellen',
    suspended: 'der Aussteller hat ihn vorerst ausgesetzt',
    'unsigned-term': 'er enthält etwas, das die Signatur nicht deckt',
  },
};
