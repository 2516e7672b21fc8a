import type { OrgId } from '#kernel';
import type { Told } from '#store';
import type { StackId } from './model.ts';

interface OfStack {
  readonly orgId: OrgId;
  readonly stackId: StackId;
  readonly version: number;
}

interface OfComposite extends OfStack {
  readonly personId: OrgId;
  readonly awardId: string;
}

/** A version was published: whoever holds its badges already is evaluated. */
export function stackPublished(about: OfStack & { readonly badgeId: string }): Told {
  const { orgId, ...payload } = about;
  return { name: 'stack.published', key: about.stackId, orgId, payload };
}

/** The published version was withdrawn: it completes for nobody any more. */
export function stackRetired(about: OfStack): Told {
  const { orgId, ...payload } = about;
  return { name: 'stack.retired', key: about.stackId, orgId, payload };
}

/** A person met a requirement and has the composite; told once a person and stack version. */
export function stackCompleted(
  about: OfComposite & { readonly badgeId: string; readonly parts: readonly string[] },
): Told {
  return ofPerson('stack.completed', about);
}

/** A part that a composite names is not current any more. */
export function stackBroken(about: OfComposite): Told {
  return ofPerson('stack.broken', about);
}

/** Every part that a composite names is current again. */
export function stackMended(about: OfComposite): Told {
  return ofPerson('stack.mended', about);
}

function ofPerson(name: string, about: OfComposite): Told {
  const { orgId, ...payload } = about;
  return { name, key: about.personId, orgId, payload };
}
