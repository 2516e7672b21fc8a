import type { NamedAssessor } from '#assessment';
import { actorOf, type Principal } from './principal.ts';

/** The principal as somebody who judges; a program has no name and no submissions of its own. */
export function assessorOf(principal: Principal): NamedAssessor {
  const isUser = principal.kind === 'user';
  return {
    id: actorOf(principal),
    personId: isUser ? principal.personId : null,
    name: isUser ? principal.name : null,
  };
}
