import { z } from '@hono/zod-openapi';
import { languageFor, languages, needsSetup, roles } from '#parties';
import { route } from '../../route.ts';

/** What the instance says about itself to everybody. */
export const instanceRoutes = [
  route({
    method: 'get',
    path: '/api/v1/instance',
    access: 'open',
    tag: 'Instance',
    summary: 'What this instance is',
    answer: z
      .object({
        version: z.string(),
        publicUrl: z.string(),
        isSetupNeeded: z.boolean(),
        isDemo: z.boolean(),
        hasOpenSignUp: z.boolean().describe('Whether people open their own accounts.'),
        hasOpenOrganisations: z.boolean().describe('Whether everybody founds organisations.'),
        sendsMail: z
          .boolean()
          .describe('Whether mails leave the server; else they lie in the mailbox inside.'),
        language: z.enum(languages).describe('What it speaks to those who chose none.'),
        languages: z.array(z.enum(languages)),
        demoPeople: z
          .array(
            z.object({
              name: z.string(),
              email: z.string(),
              password: z.string(),
              part: z.string(),
              role: z.enum(roles).nullable(),
            }),
          )
          .describe('Fictional people whom anybody may sign in as; only in a demo.'),
      })
      .openapi('Instance'),
    inTx: async (tx, { doors, app }) => ({
      version: doors.version,
      publicUrl: app.publicUrl,
      isSetupNeeded: await needsSetup(tx),
      isDemo: doors.isDemo,
      hasOpenSignUp: doors.hasOpenSignUp !== false,
      hasOpenOrganisations: doors.hasOpenOrganisations === true,
      sendsMail: doors.sendsMail === true,
      language: await languageFor(tx),
      languages: [...languages],
      demoPeople: doors.demoPeople ?? [],
    }),
  }),
];
