import { describe, expect, it } from 'vitest';
import { batchNotes, draftNotes } from './desk-notes.ts';
import { inOrder, isNews, isSoon, type Note } from './notes.ts';
import { credentialNotes, type OwnCredential } from './own-notes.ts';

const now = new Date('2026-11-25T12:00:00Z');
const held: OwnCredential = {
  credentialId: 'urn:uuid:1',
  title: 'Data Visualisation',
  issuerName: 'Northgate',
  issuedAt: '2025-01-01T00:00:00Z',
  validUntil: null,
  state: 'active',
  composite: null,
};
const namesOf = (notes: readonly Note[]): string[] => notes.map(({ kind, name }) => `${kind} ${name}`);

describe('the home of somebody', () => {
  it('says nothing of a credential that is old, valid and without an end', () => {
    expect(credentialNotes([held], now)).toEqual([]);
  });

  it('says what is new, what ends soon, and what has lost its standing, but of the latter nothing else', () => {
    const fresh = { ...held, issuedAt: '2026-11-20T00:00:00Z', validUntil: '2026-12-24T00:00:00Z' };
    expect(namesOf(credentialNotes([fresh], now))).toEqual(['changed awarded', 'expires ending']);
    expect(namesOf(credentialNotes([{ ...fresh, state: 'revoked' }], now))).toEqual(['changed revoked']);
    expect(namesOf(credentialNotes([{ ...held, composite: { isIntact: false } }], now))).toEqual([
      'changed broken',
    ]);
  });

  it('counts a moment as news for 30 days and an end as near for 90, and neither on the wrong side of now', () => {
    expect([isNews('2026-10-27T12:00:00Z', now), isNews('2026-10-25T12:00:00Z', now)]).toEqual([true, false]);
    expect(isNews('2026-11-26T12:00:00Z', now)).toBe(false);
    expect([isSoon('2027-02-20T12:00:00Z', now), isSoon('2027-03-20T12:00:00Z', now)]).toEqual([true, false]);
    expect([isSoon('2026-11-24T12:00:00Z', now), isSoon(null, now)]).toEqual([false, false]);
  });

  it('puts what waits longest first, and the latest news first', () => {
    const note = (id: string, kind: Note['kind'], at: string): Note => ({
      id,
      kind,
      name: 'draft',
      values: {},
      at,
      to: null,
    });
    const notes = ['2026-11-02', '2026-11-01', '2026-11-03'].flatMap((at) => [
      note(`w${at}`, 'waits', at),
      note(`c${at}`, 'changed', at),
    ]);
    expect(inOrder(notes, 'waits').map(({ at }) => at)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
    expect(inOrder(notes, 'changed').map(({ at }) => at)).toEqual(['2026-11-03', '2026-11-02', '2026-11-01']);
  });

  it('asks for somebody when rows of a batch failed, and tells of one that is at work', () => {
    const batch = {
      batchId: 'bat_1',
      state: 'done',
      rowCount: 10,
      failedCount: 0,
      waitingCount: 0,
      createdAt: '2026-11-24T00:00:00Z',
    };
    expect(batchNotes([batch], '/x', now)).toEqual([]);
    expect(batchNotes([{ ...batch, failedCount: 2 }], '/x', now)).toMatchObject([
      { to: '/x/award-batches/bat_1', search: { state: 'failed' } },
    ]);
    expect(namesOf(batchNotes([{ ...batch, failedCount: 2 }], '/x', now))).toEqual(['waits batchFailed']);
    expect(namesOf(batchNotes([{ ...batch, state: 'running' }], '/x', now))).toEqual(['changed batchRuns']);
  });

  it('tells of drafts that nobody has published', () => {
    const badges = [
      { badgeId: 'bdg_1', draft: null },
      { badgeId: 'bdg_2', draft: { name: 'Statistics', version: 2 } },
    ];
    expect(draftNotes(badges, '/x')).toMatchObject([
      { values: { badge: 'Statistics', version: 2 }, to: '/x/badges/bdg_2/edit' },
    ]);
  });
});
