type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with members sorted by name and no white space (RFC 8785), so that a record's hash can be computed anew by
 * anybody. Undefined members are left out.
 */
export function canonicalJson(value: unknown): string {
  return write(value as Json);
}

function write(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  const members = value as { readonly [key: string]: Json };
  let text = "";
  for (const name of Object.keys(members).sort()) {
    if (members[name] === undefined) continue;
    text += `${text ? "," : ""}${JSON.stringify(name)}:${write(members[name])}`;
  }
  return `{${text}}`;
}
