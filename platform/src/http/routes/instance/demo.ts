import { z } from '@hono/zod-openapi';
import { roles } from '#parties';
import type { DemoPerson, Doors } from '../../doors.ts';
import { found, unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { answerSignedIn, signedInShape } from '../auth/sign-in.ts';

/** Whom a demo shows for each role; nothing outside of a demo. Error: not_found. */
function castOf(doors: Doors): readonly (DemoPerson & { readonly role: (typeof roles)[number] })[] {
  if (!doors.isDemo) throw unseen('demo');
  return (doors.demoPeople ?? []).flatMap((person) =>
    person.role === null ? [] : [{ ...person, role: person.role }],
  );
}

/** "View as": in a demo anybody signs in as one of its fictional people, by role. */
export const demoRoutes = [
  route({
    method: 'get',
    path: '/api/v1/demo/people',
    access: 'open',
    tag: 'Demo',
    summary: 'List the fictional people of a demo, one for each role',
    answer: z.object({
      items: z.array(
        z.object({ role: z.enum(roles), name: z.string(), email: z.string(), part: z.string() }),
      ),
    }),
    withApp: ({ doors }) =>
      Promise.resolve({
        items: castOf(doors).map(({ role, name, email, part }) => ({ role, name, email, part })),
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/demo/sign-in',
    access: 'open',
    tag: 'Demo',
    summary: 'Sign in to a demo as its fictional person of a role',
    description: 'The session is one like any other. Outside of a demo this address answers 404.',
    body: z.strictObject({ role: z.enum(roles) }),
    answer: signedInShape,
    isSameSite: true,
    withApp: async (call) => {
      const { doors, caller, body } = call;
      const person = found(
        castOf(doors).find((one) => one.role === body.role),
        'demo person',
      );
      const user = found(await doors.identity.findUser({ email: person.email }), 'demo person');
      // Whoever tried two-factor sign-in as a fictional person must not lock the next visitor out.
      const opened = await doors.identity.openSession(caller, {
        userId: user.userId,
        skipsSecondFactor: true,
      });
      return answerSignedIn(call, opened);
    },
  }),
];
