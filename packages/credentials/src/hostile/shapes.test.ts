import { describe, test } from 'vitest';
import type { FailureCode } from '../index.ts';
import { achievement, badge, did, refuses, signed, subject, type Members } from '../testing/hostile.ts';

const shapes: [string, Members, FailureCode?][] = [
  ['a date without a time zone', { validFrom: '2026-05-01T00:00:00' }],
  ['a day that the calendar does not have', { validFrom: '2026-02-30T00:00:00Z' }],
  ['second 60', { validFrom: '2026-01-01T00:00:60Z' }],
  ['a date that is a number', { validFrom: 1 }],
  ['an end before the start', { validUntil: '2026-04-01T00:00:00Z' }],
  ['no issuer', { issuer: undefined }],
  ['an issuer that is not a URL', { issuer: 'me' }],
  ['two issuers', { issuer: [did, did] }],
  ['no subject', { credentialSubject: undefined }],
  ['an empty list of subjects', { credentialSubject: [] }],
  ['a subject that is a string', { credentialSubject: 'urn:x:1' }],
  ['an id that is not a URL', { id: 'seven' }],
  ['two ids', { id: ['urn:x:1', 'urn:x:2'] }],
  ['no id', { id: undefined }],
  ['a type twice', { type: ['VerifiableCredential', 'OpenBadgeCredential', 'OpenBadgeCredential'] }],
  ['a status without a type', { credentialStatus: { id: 'urn:x:1' } }],
  ['a schema without a type', { credentialSchema: { id: 'urn:x:1' } }],
  ['a schema without an id', { credentialSchema: { type: 'JsonSchema' } }],
  ['evidence without a type', { evidence: [{ id: 'urn:x:1' }] }],
  ['a resource without a digest', { relatedResource: [{ id: 'urn:x:1' }] }],
  ['a resource twice', { relatedResource: [1, 2].map(() => ({ id: 'urn:x:1', digestSRI: 'sha256-abcd' })) }],
  ['no achievement', subject({ achievement: undefined })],
  ['an achievement without criteria', achievement({ criteria: undefined })],
  ['an achievement without a name', achievement({ name: undefined })],
  ['an unknown kind of achievement', achievement({ achievementType: 'Knighthood' })],
  ['an alignment without a target', achievement({ alignment: [{ type: ['Alignment'], targetName: 'x' }] })],
  [
    'an unhashed flag that is text',
    subject({
      identifier: [{ type: 'IdentityObject', hashed: 'true', identityHash: 'x', identityType: 'name' }],
    }),
  ],
  [
    'a script in a URL',
    achievement({ image: { id: 'javascript:alert(1)', type: 'Image' } }),
    'payload-active-content',
  ],
  [
    'a page in a data URL',
    achievement({ image: { id: 'data:text/html,<b>', type: 'Image' } }),
    'payload-active-content',
  ],
  [
    'very many subjects',
    { credentialSubject: Array.from({ length: 65 }, () => badge()['credentialSubject']) },
    'limit-exceeded',
  ],
];

describe('a shape is refused for', () => {
  test.each(shapes)('%s', async (name, change, code = 'schema') => {
    await refuses([name, () => signed(change), code, 'shape']);
  });
});
