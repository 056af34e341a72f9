import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { isScope, type Scope } from "../../../subgraphs/kit/caller/Scope.ts";

/** Callers a figure may be given for: those without credentials, those with any, and holders of a scope. */
export type Role = "visitor" | "authenticated" | Scope;

/** A figure for each role; callers that several fit get the largest. */
export type PerRole = ReadonlyMap<Role, number>;

const isRole = (text: string): text is Role =>
  text === "visitor" || text === "authenticated" || isScope(text);

/**
 * Reads `role=value` pairs, comma separated; roles that are not given keep their default.
 * @throws Error that says which pair is wrong, and what is allowed
 */
export function parsePerRole<T>(
  text: string,
  defaults: ReadonlyMap<Role, T>,
  parse: (value: string) => T,
): ReadonlyMap<Role, T> {
  const given = new Map(defaults);
  for (const pair of text.split(",").map((one) => one.trim())) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const role = pair.slice(0, at).trim();
    if (at === -1 || !isRole(role))
      throw new Error(`"${pair}" must be role=value, the role visitor, authenticated or a scope`);
    given.set(role, parse(pair.slice(at + 1).trim()));
  }
  return given;
}

/** The largest figure that a caller's roles give; a visitor has one role only. */
export function largestFor(figures: PerRole, { principal, scopes }: Caller): number {
  if (principal === VISITOR.principal) return figures.get("visitor") ?? 0;
  let most = Math.max(figures.get("visitor") ?? 0, figures.get("authenticated") ?? 0);
  for (const scope of scopes) most = Math.max(most, figures.get(scope) ?? 0);
  return most;
}
