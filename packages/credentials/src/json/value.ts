/** A JSON value as the strict reader makes it: objects that inherit nothing. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * Objects made by this inherit from one that is empty and frozen, so nothing is inherited, as with no prototype
 * at all; but the engines keep such objects in their fast form, which those without a prototype do not have.
 */
const Bare = function () {} as unknown as new () => JsonObject;
Bare.prototype = Object.freeze(Object.create(null)) as JsonObject;

/** A new object that inherits nothing. */
export function emptyObject(): JsonObject {
  return new Bare();
}

/** A new object that inherits nothing, with the members of others; later ones replace earlier ones. */
export function copyMembers(...objects: readonly Readonly<JsonObject>[]): JsonObject {
  const copy = new Bare();
  for (const object of objects)
    for (const key in object) if (Object.hasOwn(object, key)) copy[key] = object[key] as JsonValue;
  return copy;
}

/** Whether a value is a JSON object and not an array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member of an object, or undefined; never something inherited. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The value as a list: an array as it is, nothing as an empty list, anything else as a list of one. */
export function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Appends one member name or index to a JSON pointer (RFC 6901). */
export function pointerTo(base: string, key: string | number): string {
  return typeof key === 'string' && (key.includes('~') || key.includes('/'))
    ? `${base}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : `${base}/${key}`;
}
