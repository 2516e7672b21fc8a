import { api, ask } from '../../api/client.ts';
import type { Tone } from '../../parts/state.tsx';

/** The two ways in for a program: a key that it sends with each request, or a client that fetches tokens. */
export type Kind = 'keys' | 'clients';

/** What may be allowed to a program; the same words as the rights of people. */
export const scopeNames = [
  'badges:read',
  'badges:write',
  'assessment:read',
  'assessment:submit',
  'assessment:judge',
  'awards:read',
  'awards:issue',
  'awards:revoke',
  'stacks:read',
  'stacks:write',
  'inventory:read',
  'inventory:manage',
  'verify',
  'verifications:read',
  'audit:read',
  'org:read',
  'org:manage',
  'keys:manage',
] as const;

/** One of them. */
export type Scope = (typeof scopeNames)[number];

/** A key or a client, whichever it is. */
export interface Program {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly madeBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string | undefined;
  readonly revokedAt?: string | undefined;
  readonly lastUsedAt?: string | undefined;
}

/** A program with its secret, which the server tells once only. */
export interface Opened {
  readonly program: Program;
  readonly secret: string | undefined;
}

type Wire = Omit<Program, 'id'> & {
  readonly keyId?: string;
  readonly clientId?: string;
  readonly secret?: string | undefined;
};

function programOf(wire: Wire): Program {
  const { name, scopes, madeBy, createdAt, expiresAt, revokedAt, lastUsedAt } = wire;
  const id = wire.keyId ?? wire.clientId ?? '';
  return { id, name, scopes, madeBy, createdAt, expiresAt, revokedAt, lastUsedAt };
}

/** Whether a program is let in at a point in time. */
export function stateOf(program: Program, now: Date): 'active' | 'expired' | 'revoked' {
  if (program.revokedAt !== undefined) return 'revoked';
  const { expiresAt } = program;
  return expiresAt !== undefined && new Date(expiresAt) <= now ? 'expired' : 'active';
}

/** How a state of a program looks. */
export const toneOfProgram: Readonly<Record<ReturnType<typeof stateOf>, Tone>> = {
  active: 'good',
  expired: 'warn',
  revoked: 'bad',
};

/** Lists the keys or the clients of an organisation. */
export async function listPrograms(kind: Kind, orgId: string): Promise<Program[]> {
  const params = { path: { orgId } };
  const { items } =
    kind === 'keys'
      ? await ask(api.GET('/api/v1/orgs/{orgId}/api-keys', { params }))
      : await ask(api.GET('/api/v1/orgs/{orgId}/oauth-clients', { params }));
  return items.map(programOf);
}

/** Makes one. */
export async function makeProgram(
  kind: Kind,
  orgId: string,
  draft: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt?: string },
): Promise<Opened> {
  const params = { path: { orgId } };
  const body = { ...draft, scopes: [...draft.scopes] };
  const made =
    kind === 'keys'
      ? await ask(api.POST('/api/v1/orgs/{orgId}/api-keys', { params, body }))
      : await ask(api.POST('/api/v1/orgs/{orgId}/oauth-clients', { params, body }));
  return { program: programOf(made), secret: made.secret };
}

/** Gives it a new secret; the old one ends at once. A key becomes a new key, a client stays the same. */
export async function rotateProgram(kind: Kind, orgId: string, id: string): Promise<Opened> {
  const made =
    kind === 'keys'
      ? await ask(
          api.POST('/api/v1/orgs/{orgId}/api-keys/{keyId}/rotate', {
            params: { path: { orgId, keyId: id } },
          }),
        )
      : await ask(
          api.POST('/api/v1/orgs/{orgId}/oauth-clients/{clientId}/rotate', {
            params: { path: { orgId, clientId: id } },
          }),
        );
  return { program: programOf(made), secret: made.secret };
}

/** Ends it, at once and for good. */
export async function revokeProgram(kind: Kind, orgId: string, id: string): Promise<void> {
  if (kind === 'keys')
    await ask(
      api.DELETE('/api/v1/orgs/{orgId}/api-keys/{keyId}', { params: { path: { orgId, keyId: id } } }),
    );
  else
    await ask(
      api.DELETE('/api/v1/orgs/{orgId}/oauth-clients/{clientId}', {
        params: { path: { orgId, clientId: id } },
      }),
    );
}
