import { type FieldNode, GraphQLError } from "graphql";
import type { Unmet } from "./unmet.ts";

/** Why something is not given out: the element whose rule is not met, and what the caller lacks for it. */
export interface Denial {
  /** `Type` or `Type.field`. */
  coordinate: string;
  unmet: Unmet;
}

/** The error a denied place of an answer carries. */
export function forbidden(
  { coordinate, unmet }: Denial,
  place: { node?: FieldNode; path?: readonly (string | number)[] } = {},
): GraphQLError {
  const { scopes, policies } = unmet;
  return new GraphQLError(`${coordinate} ${neededFor(unmet)}`, {
    nodes: place.node ?? null,
    path: place.path ?? null,
    extensions: {
      code: "FORBIDDEN",
      coordinate,
      ...(scopes.length > 0 ? { requiredScopes: scopes } : {}),
      ...(policies.length > 0 ? { requiredPolicies: policies } : {}),
    },
  });
}

/** The error of a request that is refused as a whole: all that is missing; with all of `requiredScopes` it would pass. */
export function forbiddenRequest(denials: readonly Denial[]): GraphQLError {
  const needs = denials.map(({ coordinate, unmet }) => `${coordinate} ${neededFor(unmet)}`);
  const scopes = denials.flatMap(({ unmet }) => unmet.scopes.flat());
  const policies = denials.flatMap(({ unmet }) => unmet.policies.flat());
  return new GraphQLError(`the request is refused: ${needs.join("; ")}`, {
    extensions: {
      code: "FORBIDDEN",
      ...(scopes.length > 0 ? { requiredScopes: [[...new Set(scopes)]] } : {}),
      ...(policies.length > 0 ? { requiredPolicies: [[...new Set(policies)]] } : {}),
    },
  });
}

function neededFor({ signIn, scopes, policies }: Unmet): string {
  const needs = [
    ...(scopes.length > 0 ? [`the scope ${alternatives(scopes)}`] : []),
    ...(policies.length > 0 ? [`the policy ${alternatives(policies)}`] : []),
  ];
  if (needs.length === 0) return "is for callers who are signed in: sign in";
  return `needs ${needs.join(" and ")}${signIn ? ": sign in" : ""}`;
}

const alternatives = (lists: readonly (readonly string[])[]): string =>
  lists.map((all) => all.join(" with ")).join(" or ");
