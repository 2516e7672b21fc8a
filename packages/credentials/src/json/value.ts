/** A JSON value as the strict reader makes it: objects without a prototype. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [key: string]: JsonValue;
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
