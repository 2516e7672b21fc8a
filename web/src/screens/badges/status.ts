import type { Tone } from '../../parts/state.tsx';
import type { Badge } from './draft-model.ts';

/** Which tone the status of a version has. */
export const statusTones: Readonly<Record<Badge['status'], Tone>> = {
  draft: 'soft',
  published: 'good',
  superseded: 'soft',
  retired: 'warn',
};
