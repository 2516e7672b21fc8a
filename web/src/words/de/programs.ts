import type { words as en } from '../en/programs.ts';
import type { Same } from '../same.ts';

export const words: Same<typeof en> = {
  title: 'API-Schlüssel und Clients',
  sections: { keys: 'API-Schlüssel', clients: 'OAuth-Clients' },
  leads: {
    keys: 'Ein Schlüssel lässt eines Ihrer Programme für {{org}} handeln. Das Programm sendet ihn mit jeder Anfrage.',
    clients:
      'Ein Client lässt eines Ihrer Programme für {{org}} handeln. Es holt Token, die 15 Minuten gelten, damit sein Geheimnis selten unterwegs ist.',
  },
  new: { keys: 'Neuer API-Schlüssel', clients: 'Neuer OAuth-Client' },
  newLead: {
    keys: 'Ein Schlüssel je Programm, mit nicht mehr, als es braucht: So kann einer enden, ohne die anderen anzuhalten.',
    clients:
      'Ein Client je Programm, mit nicht mehr, als es braucht: So kann einer enden, ohne die anderen anzuhalten.',
  },
  make: { keys: 'Schlüssel anlegen', clients: 'Client anlegen' },
  none: {
    keys: 'Noch hat kein Programm einen Schlüssel. Legen Sie einen an für ein Programm, das selbstständig verleiht oder liest.',
    clients:
      'Noch hat kein Programm einen Client. Legen Sie einen an für ein Programm, das OAuth 2.0 spricht.',
  },
  name: 'Name',
  nameHint: 'Was das Programm tut, etwa „Nächtliche Verleihungen aus dem Kurssystem“.',
  scopes: 'Darf',
  scopesHint: 'Nur, was Sie selbst dürfen.',
  scopeCount_one: '{{count}} Recht',
  scopeCount_other: '{{count}} Rechte',
  scope: {
    badges_read: 'Badges und Entwürfe sehen',
    badges_write: 'Badges anlegen, ändern und veröffentlichen',
    assessment_read: 'Einreichungen sehen',
    assessment_submit: 'Arbeiten einreichen',
    assessment_judge: 'Arbeiten beurteilen',
    awards_read: 'Verleihungen sehen',
    awards_issue: 'Badges verleihen',
    awards_revoke: 'Nachweise widerrufen und aussetzen',
    stacks_read: 'Stacks sehen',
    stacks_write: 'Stacks anlegen und ändern',
    inventory_read: 'Kompetenzinventar sehen',
    inventory_manage: 'Arbeitsverhältnisse und Inventar verwalten',
    verify: 'Nachweise prüfen',
    verifications_read: 'Sehen, was geprüft wurde',
    audit_read: 'Protokoll lesen',
    org_read: 'Organisation sehen',
    org_manage: 'Personen und Organisation verwalten',
    keys_manage: 'Schlüssel und Clients verwalten',
  },
  expiresOn: 'Endet am',
  expiresHint: 'Der letzte Tag, an dem er gilt. Leer: bis jemand ihn widerruft.',
  state: 'Zustand',
  states: { active: 'Aktiv', expired: 'Abgelaufen', revoked: 'Widerrufen' },
  lastUsed: 'Zuletzt genutzt',
  never: 'nie',
  expires: 'Endet',
  endless: 'kein Ende',
  made: 'Angelegt von',
  id: 'Kennung',
  revokedAt: 'Widerrufen',
  once: 'Kopieren Sie dies jetzt. Es wird nur dieses eine Mal gezeigt und nirgends aufbewahrt.',
  shownBefore:
    'Das Geheimnis wurde schon gezeigt und nirgends aufbewahrt. Erneuern Sie es, um ein anderes zu erhalten.',
  clientId: 'Client-Kennung',
  secret: { keys: 'API-Schlüssel', clients: 'Client-Geheimnis' },
  use: {
    keys: 'Das Programm sendet ihn in der Kopfzeile Authorization:',
    clients: 'Das Programm holt damit ein Token:',
  },
  kept: 'Ich habe es aufbewahrt',
  rotate: { keys: 'Schlüssel erneuern', clients: 'Geheimnis erneuern' },
  rotateTitle: '{{name}} erneuern?',
  rotateText: {
    keys: 'Ein neuer Schlüssel mit denselben Rechten wird angelegt und einmal gezeigt. Der alte gilt sofort nicht mehr.',
    clients:
      'Ein neues Geheimnis wird angelegt und einmal gezeigt. Das alte und alle Token gelten sofort nicht mehr.',
  },
  revoke: { keys: 'Schlüssel widerrufen', clients: 'Client widerrufen' },
  revokeTitle: '{{name}} widerrufen?',
  revokeText:
    'Das Programm wird ab diesem Augenblick für immer abgewiesen. Was es getan hat, bleibt bestehen.',
  revoked: '{{name}} ist widerrufen.',
};
