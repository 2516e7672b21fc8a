import type { words as en } from '../en/problems.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  network_unreachable:
    'Der Server ist nicht erreichbar. Nichts ging verloren; versuchen Sie es wieder, sobald Sie verbunden sind.',
  credentials_missing: 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
  right_missing: 'Ihre Rollen erlauben das nicht. Es wurde nichts geändert.',
  person_required: 'Das kann nur eine Person, kein Programm.',
  not_found: 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
  request_invalid: 'Eine Angabe passt nicht. Es wurde nichts geändert.',
  request_cross_site: 'Die Anfrage kam von einer anderen Website. Es wurde nichts geändert.',
  rate_limit_exceeded:
    'Zu viele Versuche in kurzer Zeit. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  body_too_large: 'Das ist zu groß. Es wurde nichts geändert.',
  idempotency_key_in_use: 'Dieselbe Anfrage ist noch in Arbeit. Warten Sie einen Moment.',
  server_failed: 'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es später noch einmal.',
  unknown: 'Der Server hat ohne Begründung abgelehnt. Es wurde nichts geändert.',
  database_unreachable: 'Die Datenbank ist nicht erreichbar. Es wurde nichts geändert.',
  fetch_blocked: 'Diese Adresse darf nicht abgefragt werden. Es wurde nichts gesendet.',
  fetch_failed: 'Die Gegenseite war nicht erreichbar. Versuchen Sie es später noch einmal.',
  fetch_too_large: 'Die Antwort der Gegenseite ist zu groß.',
  document_unreachable: 'Das Dokument konnte von seiner Adresse nicht abgerufen werden.',
  document_too_large: 'Das Dokument ist zu groß.',
  org_unknown: 'Diese Organisation gibt es nicht.',
  person_unknown: 'Diese Person gibt es nicht.',
  user_unknown: 'Zu dieser E-Mail-Adresse gibt es kein Konto. Die Person meldet sich zuerst an.',
  user_exists: 'Mit dieser E-Mail-Adresse meldet sich schon jemand an.',
  password_refused: 'Das Passwort ist zu kurz oder zu lang. Verwenden Sie 8 bis 128 Zeichen.',
  member_exists: 'Diese Person ist bereits Mitglied.',
  member_unknown: 'Dieses Mitglied gibt es nicht.',
  manager_last: 'Dann würde niemand mehr die Organisation verwalten. Es wurde nichts geändert.',
  operator_last: 'Dann würde niemand mehr die Instanz betreiben. Es wurde nichts geändert.',
  employment_exists: 'Die Person ist schon eingeladen oder verknüpft.',
  employment_closed: 'Das Arbeitsverhältnis wurde bereits bestätigt oder beendet.',
  api_key_scope_refused: 'Ein Schlüssel kann nicht mehr als die Person, die ihn anlegt.',
  setup_link_refused: 'Der Einrichtungslink ist unbekannt, abgelaufen oder schon benutzt.',
  badge_not_found: 'Diesen Badge oder diese Version gibt es nicht.',
  badge_version_closed: 'Diese Version des Badges ist nicht offen.',
  badge_draft_exists: 'Der Badge hat bereits einen Entwurf.',
  badge_draft_missing: 'Der Badge hat keinen Entwurf.',
  badge_draft_conflict: 'Jemand hat den Entwurf inzwischen geändert. Es wurde nichts überschrieben.',
  badge_image_invalid: 'Dieses Bild kann nicht verwendet werden.',
  rubric_missing: 'Der Badge hat noch kein Bewertungsraster.',
  rubric_invalid: 'Das Bewertungsraster ist unvollständig.',
  rubric_frozen: 'Das Bewertungsraster ist fest, weil schon danach eingereicht wurde.',
  evidence_invalid: 'Diese Belege können nicht angenommen werden.',
  submission_open: 'Für diesen Badge ist bereits eine Einreichung offen.',
  submission_decided: 'Über diese Einreichung ist bereits entschieden.',
  score_missing: 'Nicht jedes Kriterium ist bewertet.',
  assessor_conflict: 'Wer eingereicht hat, bewertet nicht selbst, und niemand bewertet zweimal.',
  award_revoked: 'Diese Verleihung wurde bereits widerrufen.',
  recipient_unknown: 'Diese Empfängerin oder diesen Empfänger gibt es nicht.',
  credential_refused: 'In dieser Form kann der Nachweis nicht ausgestellt werden.',
  consent_closed: 'Die Einwilligung wurde bereits beantwortet oder beendet.',
  claim_link_unknown:
    'Mit diesem Link lässt sich kein Nachweis annehmen. Öffnen Sie ihn aus der E-Mail selbst, vollständig.',
  claim_link_used:
    'Dieser Link wurde schon benutzt. Wenn der Nachweis angenommen ist, liegt er bei Ihren Nachweisen.',
  claim_link_expired:
    'Die Zeit dieses Links ist um. Verloren ist nichts: Bitten Sie den Aussteller, ihn noch einmal zu senden.',
  claim_wrong_person:
    'Auf diesem Gerät ist jemand anderes angemeldet. Es wurde nichts geändert, und der Link gilt weiter.',
  claim_award_revoked: 'Der Aussteller hat diesen Nachweis widerrufen. Es wurde nichts angenommen.',
  submission_returned: 'Diese Einreichung wurde inzwischen zurückgegeben. Entschieden wurde nichts.',
  submission_needless: 'Sie haben diesen Badge bereits gemeistert. Mehr ist nicht nötig.',
  submission_not_returned: 'Diese Einreichung wartet auf ihre Entscheidung und nimmt nichts Neues an.',
  consent_end_invalid: 'Das Ende muss in der Zukunft liegen, höchstens fünf Jahre voraus.',
  person_space_closed: 'Ein persönlicher Bereich hat keine Mitglieder.',
  mail_unknown:
    'Diese E-Mail gibt es nicht. Vielleicht wurde sie gesendet, gelöscht, oder ihre 30 Tage sind um.',
  department_unknown: 'Diese Abteilung gibt es nicht.',
  department_in_use:
    'An der Abteilung hängen noch Teile, Badges, Rechte oder Personen. Verschieben oder beenden Sie diese zuerst.',
  department_circular: 'Eine Abteilung kann nicht zu sich selbst gehören. Wählen Sie eine andere darüber.',
  employment_unknown: 'Dieses Arbeitsverhältnis gibt es nicht.',
  api_key_unknown: 'Diesen API-Schlüssel gibt es nicht.',
  api_key_expiry_refused:
    'Ein API-Schlüssel kann nicht in der Vergangenheit ablaufen. Wählen Sie einen späteren Tag oder keinen.',
  oauth_client_unknown: 'Diesen OAuth-Client gibt es nicht.',
  sign_in_refused:
    'Adresse und Passwort gehören nicht zusammen. Versuchen Sie es noch einmal, oder lassen Sie sich einen Link senden.',
  sign_in_throttled:
    'Zu viele Anmeldeversuche. Warten Sie einen Moment, oder benutzen Sie einen zugesandten Link.',
  sign_in_again: 'Dafür braucht es Ihr Passwort oder eine Anmeldung aus den letzten Minuten.',
  sign_up_closed:
    'Hier eröffnet niemand selbst ein Konto. Fragen Sie den Betrieb, oder lassen Sie sich von einer Organisation einladen.',
  link_unknown:
    'Dieser Link wurde nicht von hier gesendet. Prüfen Sie, ob er vollständig ist, oder fordern Sie einen neuen an.',
  link_expired: 'Die Zeit dieses Links ist um. Fordern Sie einen neuen an.',
  link_used: 'Dieser Link wurde schon benutzt. Jeder gilt nur einmal; fordern Sie einen neuen an.',
  second_factor_refused:
    'Der Code stimmt nicht. Jeder Code gilt nur einmal; warten Sie auf den nächsten, oder nehmen Sie einen Wiederherstellungscode.',
  second_factor_missing:
    'Die Anmeldung wurde unterbrochen. Beginnen Sie noch einmal mit Adresse und Passwort oder mit einem Link.',
  two_factor_state: 'Die Anmeldung mit zweitem Faktor wurde inzwischen geändert. Laden Sie die Seite neu.',
  session_unknown: 'Diese Sitzung gibt es nicht. Vielleicht ist sie von selbst zu Ende gegangen.',
  invitation_unknown: 'Diese Einladung gibt es nicht. Prüfen Sie, ob der Link vollständig ist.',
  invitation_exists:
    'Diese Person ist schon eingeladen. Senden Sie die offene Einladung erneut, oder ziehen Sie sie zuerst zurück.',
  invitation_expired: 'Die Einladung ist abgelaufen. Bitten Sie um eine neue.',
  invitation_revoked: 'Die Einladung wurde zurückgezogen. Fragen Sie nach, wer Sie eingeladen hat.',
  invitation_used:
    'Die Einladung wurde schon angenommen. Melden Sie sich mit dem Konto an, das sie angenommen hat.',
  invitation_closed: 'Die Einladung ist nicht mehr offen. Laden Sie erneut ein.',
  invitation_account_exists:
    'Zur Adresse der Einladung gibt es schon ein Konto. Melden Sie sich an, und nehmen Sie an.',
  staff_right_unknown: 'Dieses Recht gibt es nicht.',
  staff_right_beyond: 'Niemand kann mehr Rechte geben, als er selbst hat. Es wurde nichts geändert.',
  staff_right_subject_refused: 'Dieses Recht braucht eine Abteilung oder einen Badge der Organisation.',
  review_unknown: 'Diese Rechteprüfung gibt es nicht.',
  review_open: 'Eine Rechteprüfung läuft schon. Schließen Sie diese zuerst ab.',
  review_closed: 'Die Rechteprüfung ist abgeschlossen. Beginnen Sie eine neue.',
  review_undecided:
    'In der Rechteprüfung ist noch nicht alles entschieden. Bestätigen oder entziehen Sie, was noch offen ist.',
  review_due_refused: 'Eine Rechteprüfung ist erst später fällig. Wählen Sie einen späteren Tag.',
  accent_contrast_low: 'Die Akzentfarbe ist als Text auf Weiß nicht lesbar. Wählen Sie eine dunklere.',
  issuer_key_missing: 'Die Organisation hat keinen Schlüssel zum Signieren. Es wurde nichts signiert.',
  badge_image_contrast:
    'Der Text wäre auf seinem Grund schlecht lesbar. Wählen Sie Farben, die weiter auseinander liegen.',
  badge_image_letters:
    'Der Text hat Zeichen, die der mitgelieferten Schrift fehlen. Nehmen Sie andere, lassen Sie den Text weg, oder laden Sie ein Bild hoch.',
  badge_alignment_unknown:
    'Diese Kompetenz hat das Rahmenwerk nicht. Suchen Sie darin, oder lassen Sie die Zuordnung weg.',
  badge_alignment_repeated: 'Eine Kompetenz ist zweimal zugeordnet. Nennen Sie jede nur einmal.',
  submission_not_found: 'Diese Einreichung gibt es nicht.',
  submission_locked:
    'Diese Einreichung wird gerade von jemand anderem bewertet. Nehmen Sie eine andere, oder kommen Sie später wieder.',
  judgement_draft_invalid: 'Der Entwurf passt nicht zum Bewertungsraster. Er wurde nicht gespeichert.',
  score_invalid: 'Die Bewertung passt nicht zum Bewertungsraster. Bewerten Sie jedes Kriterium einmal.',
  award_unknown: 'Diese Verleihung gibt es nicht.',
  issuer_unknown: 'Diesen Aussteller gibt es nicht.',
  credential_unsound:
    'Ein signierter Nachweis bestand seine eigene Prüfung nicht. Es wurde nichts ausgestellt.',
  issuing_interrupted:
    'Während des Signierens hat der Schlüssel gewechselt. Nichts wurde doppelt ausgestellt; versuchen Sie es noch einmal, dann geht es dort weiter, wo es stehen blieb.',
  batch_unknown: 'Diese Sammelverleihung gibt es nicht.',
  batch_key_reused: 'Das wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu.',
  action_unknown: 'Diesen Vorgang gibt es nicht.',
  action_key_reused: 'Das wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu.',
  action_ended: 'Der Vorgang ist schon ausgeführt. Nehmen Sie ihn zurück, wo das geht.',
  action_running: 'Der Vorgang läuft noch. Brechen Sie ihn ab, oder warten Sie, bis er fertig ist.',
  action_not_undoable: 'Ein Vorgang dieser Art lässt sich nicht zurücknehmen.',
  credential_unknown: 'Diesen Nachweis gibt es in diesem Bereich nicht.',
  consent_unknown: 'Diese Einwilligung gibt es nicht.',
  asker_unknown: 'Die Organisation, mit der geteilt werden soll, ist hier nicht bekannt.',
  idempotency_key_reused: 'Das wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu.',
};
