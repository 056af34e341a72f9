type Members = Readonly<Record<string, unknown>>;

/**
 * JSON with members sorted by name and no white space (RFC 8785, for what records hold: strings, whole numbers, booleans), so that
 * a record's hash can be computed anew by anybody. Undefined members are left out.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = value as Members;
  const names = Object.keys(members);
  if (!areSorted(names)) return copyOf(members, names.sort());
  // Mostly flat and already in order: then it is written as it is.
  return names.some((name) => isNested(members[name])) ? copyOf(members, names) : members;
}

function copyOf(members: Members, names: readonly string[]): Members {
  const copy: Record<string, unknown> = {};
  for (const name of names) copy[name] = sorted(members[name]);
  return copy;
}

function areSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at += 1) if ((names[at - 1] ?? "") > (names[at] ?? "")) return false;
  return true;
}

const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;
