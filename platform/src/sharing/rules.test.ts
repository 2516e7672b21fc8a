import { describe, expect, it } from 'vitest';
import { fileNameOf, isOpen, isUsableEnd, longestConsentMs } from './rules.ts';

const now = new Date('2026-11-24T09:00:00Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);

describe('the end of a consent', () => {
  it('is ahead and not further away than the longest one', () => {
    expect([0, 1, longestConsentMs, longestConsentMs + 1].map((ms) => isUsableEnd(after(ms), now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('closes it at that very moment, and an earlier end before', () => {
    expect(isOpen({ until: after(1), endedAt: null }, now)).toBe(true);
    expect(isOpen({ until: now, endedAt: null }, now)).toBe(false);
    expect(isOpen({ until: after(1), endedAt: after(-1) }, now)).toBe(false);
  });
});

it('names files plainly, whatever a title is made of', () => {
  expect(fileNameOf('../../etc/passwd', 'urn:uuid:0123456789')).toBe('etc-passwd-01234567.json');
  expect(fileNameOf('数据', 'urn:uuid:0123456789')).toBe('credential-01234567.json');
});
