import type { Context } from 'hono';
import type { Doors } from '../doors.ts';
import type { Http } from '../create.ts';
import type { Limiter } from '../limits.ts';
import { badgeDocuments } from './badges.ts';
import { credentialDocuments } from './credentials.ts';
import { issuerDocuments } from './issuers.ts';
import { statusDocuments } from './status.ts';

/** The addresses of the public documents; everything issued names some of them, so they never change. */
export const publicPaths: readonly { readonly path: string; readonly what: string }[] = [
  { path: '/c/{credential}', what: 'A credential, by its unguessable id, if its holder keeps it open.' },
  { path: '/b/{badge}', what: 'The open version of a badge.' },
  { path: '/b/{badge}/{version}', what: 'One version of a badge: the id of its Open Badges achievement.' },
  { path: '/b/{badge}/{version}/image', what: 'The picture of a badge version.' },
  { path: '/i/{organisation}', what: 'An issuer: its Open Badges profile.' },
  { path: '/i/{organisation}/theme.css', what: 'The colours of an issuer, for its pages.' },
  { path: '/i/{organisation}/did.json', what: 'The did:web document of an issuer.' },
  { path: '/status/{list}', what: 'A signed Bitstring status list.' },
];

/** Serves the public documents, each as a page for people and as its JSON. */
export function publicRoutes(app: Http, doors: Doors, limiter: Limiter): void {
  for (const pattern of ['/c/*', '/b/*', '/i/*', '/status/*'])
    app.use(pattern, async (c: Context, next) => {
      await limiter.countAddress(c, 'address', 1);
      await next();
    });
  credentialDocuments(app, doors);
  badgeDocuments(app, doors);
  issuerDocuments(app, doors);
  statusDocuments(app, doors);
}
