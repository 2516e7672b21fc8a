import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type World } from './world.fixture.ts';

const rubric = {
  criteria: [
    {
      id: 'clean',
      name: 'Cleans data',
      weight: 1,
      levels: [
        { id: 'no', name: 'Not yet', points: 0 },
        { id: 'yes', name: 'Does it', points: 1 },
      ],
      mustPass: 'yes',
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 2,
};

describe('the walk of one credential over HTTP', () => {
  let world: World;
  let orgId: OrgId;
  let issuer: Session;
  let assessor: Session;
  let learner: Session;
  let badgeId: string;

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    issuer = await world.newUser('Ines Issuer', [[orgId, ['issuer', 'hr']]]);
    assessor = await world.newUser('Abel Assessor', [[orgId, ['assessor']]]);
    learner = await world.newUser('Lena Learner');
  });

  it('a badge is drafted, given a rubric and published', async () => {
    const made = await world.ask('POST', `/api/v1/orgs/${orgId}/badges`, {
      as: issuer,
      body: { name: 'Clean data', objective: 'Cleans a table.', criteria: 'Hand in a cleaned table.' },
    });
    expect(made.json).toMatchObject({ status: 'draft', version: 1 });
    expect(made.status).toBe(201);
    badgeId = String(made.json['badgeId']);
    const put = await world.ask('PUT', `/api/v1/orgs/${orgId}/badges/${badgeId}/versions/1/rubric`, {
      as: issuer,
      body: rubric,
    });
    expect(put.status, put.text).toBe(200);
    const published = await world.ask('POST', `/api/v1/orgs/${orgId}/badges/${badgeId}/publish`, {
      as: issuer,
      body: {},
    });
    expect(published.json, published.text).toMatchObject({ status: 'published' });
  });

  it('evidence that is judged as mastery becomes a credential that anybody can verify', async () => {
    const handedIn = await world.ask('POST', `/api/v1/me/submissions/${orgId}`, {
      as: learner,
      body: { badgeId, evidence: [{ kind: 'text', text: 'A table without gaps.' }] },
    });
    expect(handedIn.status, handedIn.text).toBe(201);
    const queue = await world.ask('GET', `/api/v1/orgs/${orgId}/submissions?queue=true`, { as: assessor });
    expect(queue.json['items']).toMatchObject([{ person: { name: 'Lena Learner' } }]);
    const submissionId = String(handedIn.json['submissionId']);
    const judged = await world.ask('POST', `/api/v1/orgs/${orgId}/submissions/${submissionId}/judge`, {
      as: assessor,
      body: { scores: [{ criterionId: 'clean', levelId: 'yes' }] },
    });
    expect(judged.json, judged.text).toMatchObject({ outcome: 'mastered' });
    await world.settle();

    const mine = await world.ask('GET', '/api/v1/me/credentials', { as: learner });
    const [credential] = mine.json['items'] as Record<string, string>[];
    expect(credential).toMatchObject({ title: 'Clean data', visibility: 'link', state: 'active' });
    const file = await world.ask('GET', `/api/v1/me/credentials/${credential?.['credentialId'] ?? ''}/file`, {
      as: learner,
    });
    const verified = await world.ask('POST', '/api/v1/verify', {
      body: file.text,
      headers: { 'Content-Type': 'application/vc' },
    });
    expect(verified.json['verdict'], verified.text).toMatchObject({ word: 'valid', issuerRecognised: true });
  });

  it('the public page says the verdict first, and a revoked credential says so at once', async () => {
    const mine = await world.ask('GET', '/api/v1/me/credentials', { as: learner });
    const [credential] = mine.json['items'] as Record<string, string>[];
    const path = `/c/${(credential?.['credentialId'] ?? '').replace('urn:uuid:', '')}`;
    const page = await world.ask('GET', path, { headers: { Accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Lena Learner');
    expect(page.text).toContain('>Valid<');
    expect(page.text).toContain('Does it');
    const asked = await world.ask('GET', path, { headers: { Accept: 'application/vc' } });
    expect(asked.headers.get('content-type')).toBe('application/vc');
    expect(asked.json['type']).toContain('OpenBadgeCredential');

    const awardId = credential?.['awardId'] ?? '';
    const revoked = await world.ask('POST', `/api/v1/orgs/${orgId}/awards/${awardId}/revoke`, {
      as: issuer,
      body: { reason: 'Issued to the wrong person.' },
    });
    expect(revoked.json, revoked.text).toMatchObject({
      state: 'revoked',
      reason: 'Issued to the wrong person.',
    });
    const after = await world.ask('GET', path, { headers: { Accept: 'text/html' } });
    expect(after.text).toContain('>Not valid<');
    expect(after.text).not.toContain('>Valid<');
  });
});
