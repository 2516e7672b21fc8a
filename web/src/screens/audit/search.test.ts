import { expect, it } from 'vitest';
import { auditQuery } from './search.ts';

it('asks for whole days of the reader, the last one included', () => {
  const {
    from = '',
    until = '',
    ...rest
  } = auditQuery({
    action: 'member',
    from: '2026-11-24',
    until: '2026-11-24',
  });
  expect(rest).toEqual({ action: 'member' });
  expect(new Date(from)).toEqual(new Date(2026, 10, 24));
  expect(new Date(until)).toEqual(new Date(2026, 10, 25));
});

it('drops a day that is none', () => {
  expect(auditQuery({ from: 'yesterday', until: '2026-13-40' })).toEqual({});
});
