import { expect, it } from 'vitest';
import { stateOf, type Program } from './program.ts';

const program: Program = {
  id: 'key_1',
  name: 'Nightly batch',
  scopes: ['awards:issue'],
  madeBy: 'usr_1',
  createdAt: '2026-01-01T00:00:00Z',
};
const now = new Date('2026-06-01T00:00:00Z');

it('a program is let in until it expires, and never once it is revoked', () => {
  expect(stateOf(program, now)).toBe('active');
  expect(stateOf({ ...program, expiresAt: '2026-06-01T00:00:01Z' }, now)).toBe('active');
  expect(stateOf({ ...program, expiresAt: '2026-06-01T00:00:00Z' }, now)).toBe('expired');
  const revokedAt = '2026-02-01T00:00:00Z';
  expect(stateOf({ ...program, revokedAt, expiresAt: '2027-01-01T00:00:00Z' }, now)).toBe('revoked');
});
