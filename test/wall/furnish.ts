import type { Session } from '../../platform/src/parties/index.ts';
import type { World } from '../../platform/src/http/world.fixture.ts';

/** Ids of one tenant's rows, by the name under which paths and bodies use them. */
export type Ids = Readonly<Record<string, string>>;

/** An organisation with something of everything, its manager, and a person who holds a credential of it. */
export interface Furnished {
  readonly ids: Ids;
  readonly manager: Session;
  readonly person: Session;
}

const rubric = {
  criteria: [
    {
      id: 'c',
      name: 'Criterion',
      weight: 1,
      levels: [
        { id: 'no', name: 'No', points: 0 },
        { id: 'yes', name: 'Yes', points: 1 },
      ],
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 2,
};

/** Fills an organisation through the public doors alone, until every kind of row is there. */
export async function furnish(world: World, name: string): Promise<Furnished> {
  const orgId = await world.newOrg(name);
  const manager = await world.newUser(`${name} manager`, [
    [orgId, ['issuer', 'assessor', 'hr', 'registrar']],
  ]);
  const person = await world.newUser(`${name} person`);
  const org = `/api/v1/orgs/${orgId}`;
  const as = manager;
  const must = async (method: string, path: string, body?: unknown, who: Session = as): Promise<Ids> => {
    const answer = await world.ask(method, path, { as: who, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
    return answer.json as Ids;
  };
  const badgeOf = async (title: string): Promise<string> => {
    const made = await must('POST', `${org}/badges`, { name: title, objective: 'One.', criteria: 'Do it.' });
    await must('PUT', `${org}/badges/${made['badgeId'] ?? ''}/versions/1/rubric`, rubric);
    await must('POST', `${org}/badges/${made['badgeId'] ?? ''}/publish`, {});
    return made['badgeId'] ?? '';
  };
  const badgeId = await badgeOf('Part');
  const wholeId = await badgeOf('Whole');
  const draft = await must('POST', `${org}/badges`, { name: 'Draft', objective: 'One.', criteria: 'Do it.' });
  const stack = await must('POST', `${org}/stacks`, {
    name: 'Stack',
    badgeId: wholeId,
    requirement: { kind: 'all', of: [{ kind: 'badge', badgeId }] },
  });
  await must('POST', `${org}/stacks/${stack['stackId'] ?? ''}/publish`);
  const evidence = [{ kind: 'file', name: 'a.txt', mediaType: 'text/plain', base64: 'YQ==' }];
  const decided = await must('POST', `/api/v1/me/submissions/${orgId}`, { badgeId, evidence }, person);
  await must('POST', `${org}/submissions/${decided['submissionId'] ?? ''}/judge`, {
    scores: [{ criterionId: 'c', levelId: 'yes', comment: 'Good.' }],
  });
  const open = await must('POST', `/api/v1/me/submissions/${orgId}`, { badgeId: wholeId, evidence }, person);
  const waiting = `${org}/submissions/${open['submissionId'] ?? ''}`;
  await must('PUT', `${waiting}/lock`);
  await must('PUT', `${waiting}/draft`, { scores: [{ criterionId: 'c', comment: 'So far so good.' }] });
  await world.ask('POST', `${org}/verifications`, { as, body: { document: 'nothing that is signed' } });
  const batch = await must('POST', `${org}/award-batches`, {
    badgeId,
    rows: [{ email: `${orgId}@example.org`, name: 'Row' }],
  });
  const action = await must('POST', `${org}/award-actions`, {
    kind: 'reinstate',
    reason: 'To be called off.',
    selection: { filter: { badgeId: wholeId }, asOf: '2026-01-01T00:00:00Z' },
    delaySeconds: 3600,
  });
  const department = await must('POST', `${org}/departments`, { name: 'Department' });
  const employment = await must('POST', `${org}/employments`, {
    person: { email: person.email, name: person.name },
  });
  const key = await must('POST', `${org}/api-keys`, { name: 'Key', scopes: ['org:read'] });
  const client = await must('POST', `${org}/oauth-clients`, { name: 'Client', scopes: ['org:read'] });
  const { secret } = client;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client['clientId'] ?? '',
    client_secret: secret ?? '',
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  await world.ask('POST', '/oauth/token', { headers, body: form.toString() });
  const invitation = await must('POST', `${org}/invitations`, {
    email: `guest-${orgId}@example.org`,
    name: 'Guest',
    roles: ['hr'],
  });
  const right = await must('POST', `${org}/staff-rights`, {
    userId: manager.userId,
    level: 'badge',
    subjectId: badgeId,
    permissions: ['read'],
  });
  await must('PUT', `${org}/badges/${badgeId}/department`, {
    departmentId: department['departmentId'] ?? '',
  });
  const review = await must('POST', `${org}/access-reviews`, { dueAt: '2027-01-01T00:00:00Z' });
  const reviewed = await must('GET', `${org}/access-reviews/${review['reviewId'] ?? ''}`);
  const [item] = reviewed['items'] as unknown as Ids[];
  await world.settle();

  const mine = await must('GET', '/api/v1/me/credentials', undefined, person);
  const [credential] = (mine['items'] as unknown as Ids[]).filter((c) => c['badgeId'] === badgeId);
  const consent = await must(
    'POST',
    '/api/v1/me/consents',
    {
      askerOrgId: orgId,
      awardIds: [credential?.['awardId'] ?? ''],
      purpose: 'Hiring',
      until: '2027-01-01T00:00:00Z',
    },
    person,
  );
  const submission = await must('GET', `${org}/submissions/${open['submissionId'] ?? ''}`);
  const [file] = submission['evidence'] as unknown as Ids[];
  const issuerKeys = await must('GET', `${org}/issuer-keys`);
  const [issuerKey] = issuerKeys['items'] as unknown as Ids[];
  await world.settle();
  return {
    manager,
    person,
    ids: {
      orgId,
      issuerId: orgId,
      personId: person.personId,
      userId: manager.userId,
      badgeId,
      draftId: draft['badgeId'] ?? '',
      version: '1',
      stackId: stack['stackId'] ?? '',
      submissionId: open['submissionId'] ?? '',
      evidenceId: file?.['evidenceId'] ?? '',
      awardId: credential?.['awardId'] ?? '',
      credentialId: credential?.['credentialId'] ?? '',
      batchId: (batch['batch'] as unknown as Ids)['batchId'] ?? '',
      actionId: (action['action'] as unknown as Ids)['actionId'] ?? '',
      departmentId: department['departmentId'] ?? '',
      employmentId: employment['employmentId'] ?? '',
      consentId: consent['consentId'] ?? '',
      keyId: key['keyId'] ?? '',
      issuerKeyId: issuerKey?.['keyId'] ?? '',
      clientId: client['clientId'] ?? '',
      invitationId: invitation['invitationId'] ?? '',
      rightId: right['rightId'] ?? '',
      reviewId: review['reviewId'] ?? '',
      itemId: item?.['itemId'] ?? '',
    },
  };
}

/** A body that each route would accept from the owner of the ids in it; a route without one here fails the test. */
export function bodiesFor(ids: Ids): Readonly<Record<string, unknown>> {
  const { badgeId, awardId, orgId, departmentId, userId } = ids;
  const evidence = [{ kind: 'text', text: 'Mine.' }];
  const badge = { name: 'N', objective: 'O.', criteria: 'C.' };
  const stack = { name: 'S', badgeId, requirement: { kind: 'badge', badgeId } };
  const newcomer = { email: 'newcomer@example.org', name: 'Newcomer' };
  const reason = { reason: 'Because.' };
  const { email } = newcomer;
  const token = 'A'.repeat(43);
  const password = 'long enough';
  const org = '/api/v1/orgs/{orgId}';
  return {
    'PATCH /api/v1/me/credentials/{credentialId}': { visibility: 'private' },
    'POST /api/v1/me/consents': {
      askerOrgId: orgId,
      awardIds: [awardId],
      purpose: 'Curiosity',
      until: '2027-01-01T00:00:00Z',
    },
    'POST /api/v1/me/submissions/{issuerId}': { badgeId, evidence },
    'POST /api/v1/me/submissions/{issuerId}/{submissionId}/resubmit': { evidence },
    'POST /api/v1/orgs': { name: 'Another' },
    [`PATCH ${org}`]: { name: 'Renamed' },
    [`POST ${org}/members`]: { email: 'nobody@example.org', roles: ['hr'] },
    [`PUT ${org}/members/{userId}`]: { roles: ['learner'] },
    [`POST ${org}/api-keys`]: { name: 'K', scopes: ['org:read'] },
    [`POST ${org}/issuer-keys/{keyId}/revoke`]: reason,
    'POST /api/v1/auth/sign-in': { email, password },
    'POST /api/v1/auth/second-factor': { code: '123456' },
    'POST /api/v1/auth/links': { email },
    'POST /api/v1/auth/sign-up': { email, name: 'Newcomer' },
    'POST /api/v1/auth/password-resets': { email },
    'POST /api/v1/auth/links/redeem': { token },
    'POST /api/v1/auth/password-resets/redeem': { token, password },
    'POST /api/v1/auth/email/redeem': { token },
    'PATCH /api/v1/me/account': {},
    'POST /api/v1/me/account/password': { newPassword: password },
    'POST /api/v1/me/account/email': { newEmail: email },
    'POST /api/v1/me/two-factor': {},
    'POST /api/v1/me/two-factor/confirm': { code: '123456' },
    'POST /api/v1/me/two-factor/recovery-codes': {},
    'POST /api/v1/me/two-factor/disable': {},
    'POST /api/v1/demo/sign-in': { role: 'issuer' },
    'POST /api/v1/invitations/look': { token },
    'POST /api/v1/invitations/accept': { token },
    [`POST ${org}/invitations`]: { ...newcomer, roles: ['hr'], departmentId },
    [`POST ${org}/staff-rights`]: { userId, level: 'badge', subjectId: badgeId, permissions: ['read'] },
    [`PATCH ${org}/departments/{departmentId}`]: { name: 'D2' },
    [`POST ${org}/departments/{departmentId}/badges`]: badge,
    [`PUT ${org}/badges/{badgeId}/department`]: { departmentId },
    [`POST ${org}/access-reviews`]: { dueAt: '2027-01-01T00:00:00Z' },
    [`PUT ${org}/access-reviews/{reviewId}/items/{itemId}`]: { decision: 'withdrawn' },
    [`POST ${org}/oauth-clients`]: { name: 'C', scopes: ['org:read'] },
    [`POST ${org}/departments`]: { name: 'D', parentId: departmentId },
    [`POST ${org}/employments`]: { person: newcomer, departmentId },
    'POST /api/v1/frameworks': {
      format: 'esco-csv',
      meta: {
        code: 'x',
        version: '1',
        title: 'X',
        publisher: 'X',
        licence: 'X',
        attribution: 'X',
        url: 'https://example.org',
      },
      files: { 'skills_en.csv': '' },
    },
    [`POST ${org}/badges`]: badge,
    [`PUT ${org}/badges/{badgeId}/draft`]: { expectedRevision: 1, draft: badge },
    [`PATCH ${org}/badges/{badgeId}/draft`]: { expectedRevision: 1, changes: { name: 'N' } },
    [`POST ${org}/badge-images/preview`]: {
      shape: 'circle',
      ground: '#000000',
      ink: '#ffffff',
      icon: 'star',
    },
    [`POST ${org}/queue/next`]: { badgeId },
    [`PUT ${org}/submissions/{submissionId}/draft`]: { scores: [{ criterionId: 'c' }] },
    [`POST ${org}/inventory/gap.csv`]: { wanted: [{ framework: 'esco', code: 'x', level: 1, people: 1 }] },
    [`POST ${org}/inventory/gap`]: { wanted: [{ framework: 'esco', code: 'x', level: 1, people: 1 }] },
    'POST /api/v1/claims/look': { token: 'x' },
    'POST /api/v1/claims': { token: 'x' },
    'POST /api/v1/claims/decline': { token: 'x' },
    [`POST ${org}/badges/{badgeId}/publish`]: {},
    [`PUT ${org}/badges/{badgeId}/versions/{version}/rubric`]: rubric,
    [`POST ${org}/submissions`]: { badgeId, evidence, person: newcomer },
    [`POST ${org}/submissions/{submissionId}/return`]: { note: 'More.' },
    [`POST ${org}/submissions/{submissionId}/judge`]: { scores: [{ criterionId: 'c', levelId: 'yes' }] },
    [`POST ${org}/awards`]: { badgeId, recipient: newcomer },
    [`POST ${org}/awards/{awardId}/revoke`]: reason,
    [`POST ${org}/awards/{awardId}/suspend`]: reason,
    [`POST ${org}/awards/{awardId}/reinstate`]: reason,
    [`POST ${org}/award-changes`]: { change: 'revoke', awardIds: [awardId], reason: 'Because.' },
    [`POST ${org}/award-actions`]: {
      kind: 'revoke',
      reason: 'Because.',
      selection: { awardIds: [awardId] },
      dryRun: true,
    },
    [`POST ${org}/award-resends`]: { selection: { awardIds: [awardId] }, dryRun: true },
    [`POST ${org}/award-actions/{actionId}/undo`]: reason,
    [`POST ${org}/award-batches`]: { badgeId, rows: [newcomer] },
    [`POST ${org}/stacks`]: stack,
    [`PUT ${org}/stacks/{stackId}/draft`]: stack,
    'POST /api/v1/trusted-issuers': { issuerId: 'did:web:x.example', name: 'X', reason: 'Because.' },
    'POST /api/v1/operators': { email: newcomer.email },
    'POST /api/v1/users': { ...newcomer, password: 'long enough' },
    'POST /api/v1/setup': {
      token: 'x',
      organisation: { name: 'X' },
      user: { ...newcomer, password: 'long enough' },
    },
  };
}
