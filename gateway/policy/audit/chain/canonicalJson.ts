/**
 * JSON with members sorted by name and no white space (RFC 8785, for what records hold: strings, whole numbers, booleans), so that
 * a record's hash can be computed anew by anybody. Undefined members are left out.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return Number.isFinite(value) ? String(value) : "null";
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? listed(value) : membersOf(value as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`a record cannot hold a ${typeof value}`);
  }
}

/** Most strings need no escape, and are then written faster than `JSON.stringify` does. */
const PLAIN = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

function listed(items: readonly unknown[]): string {
  let text = "";
  for (const item of items) text += `${text && ","}${canonicalJson(item)}`;
  return `[${text}]`;
}

function membersOf(members: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value !== undefined) text += `${text && ","}${quoted(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}
