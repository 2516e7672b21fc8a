import { findRubric, type Rubric } from '#assessment';
import { findVersion, type BadgeVersion } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { ensureIssuerKey, type Issuer } from '#keys';
import { findContacts, findOrg, type Contact, type Org } from '#parties';
import type { AppContext, Tx } from '#store';
import { errors } from './errors.ts';
import type { Grant } from './model.ts';
import { findParts } from './store.ts';

/** A badge version and the rubric by which it is reached, where it has one. */
export interface VersionMaterial {
  readonly badge: BadgeVersion;
  readonly rubric: Rubric | null;
}

/** Everything that the credentials of one chunk are written from. */
export interface Materials {
  readonly issuer: Issuer;
  readonly org: Org;
  readonly publicUrl: string;
  /** By badge id, a slash, and the version. */
  readonly versions: ReadonlyMap<string, VersionMaterial>;
  readonly contacts: ReadonlyMap<string, Contact>;
  /** Awards of this issuer that stacks name as their parts. */
  readonly parts: ReadonlyMap<string, { readonly credentialId: string; readonly title: string }>;
}

/** Loads what the credentials of some grants need; a version or a person that is not there is left out. */
export async function loadMaterials(
  tx: Tx,
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly grants: readonly Grant[] },
): Promise<Materials> {
  const { orgId, grants } = input;
  const org = await findOrg(tx, { orgId });
  if (org === null) throw errors.fail('issuer_unknown', `There is no organisation ${orgId}.`);
  const issuer = await ensureIssuerKey(tx, doing, app, { orgId });
  const versions = new Map<string, VersionMaterial>();
  for (const { badgeId, version } of grants) {
    const name = `${badgeId}/${String(version)}`;
    if (versions.has(name)) continue;
    const badge = await findVersion(tx, { orgId, badgeId, version });
    if (badge === null) continue;
    versions.set(name, { badge, rubric: await findRubric(tx, { orgId, badgeId, version }) });
  }
  const personIds = [...new Set(grants.map((grant) => grant.personId))];
  const contacts = await findContacts(tx, { orgId, personIds });
  return {
    issuer,
    org,
    publicUrl: app.publicUrl,
    versions,
    contacts: new Map(contacts.map((contact) => [contact.personId, contact])),
    parts: await findParts(tx, orgId, [...new Set(grants.flatMap((grant) => grant.parts ?? []))]),
  };
}
