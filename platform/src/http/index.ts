export { createHttp, type Http } from './create.ts';
export type { Doors, Limits } from './doors.ts';
export { listen, type Listener } from './listen.ts';
export { documentOf, type JsonObject } from './document.ts';
export type { Access, Route } from './route.ts';
export { routes } from './routes/index.ts';
export { oauthPaths } from './oauth.ts';
export { publicPaths } from './public/index.ts';
export { errors } from './errors.ts';
