import type { Classification } from "../../subgraphs/kit/privacy/Classification.ts";
import type { AppliedDirective } from "../planner/describeDirectives.ts";

export type { Classification };

/** What is in the way of one type or field: each must hold. In a list of lists any inner list will do, whole. */
export interface AccessRule {
  authenticated: boolean;
  scopes: readonly (readonly string[])[];
  policies: readonly (readonly string[])[];
}

/** What a supergraph says of its elements that the policy goes by, found by schema coordinate (`Type` or `Type.field`). */
export interface PolicyIndex {
  readonly access: ReadonlyMap<string, AccessRule>;
  readonly classified: ReadonlyMap<string, Classification>;
  /** Arguments of `@cost` and `@listSize`; those of arguments at `Type.field(argument:)`. */
  readonly cost: ReadonlyMap<string, number>;
  readonly listSize: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

const indexes = new WeakMap<readonly AppliedDirective[], PolicyIndex>();

/** The index of a supergraph's directives; made once for each. */
export function policyIndex(directives: readonly AppliedDirective[]): PolicyIndex {
  const known = indexes.get(directives);
  if (known) return known;
  const access = new Map<string, AccessRule>();
  const classified = new Map<string, Classification>();
  const cost = new Map<string, number>();
  const listSize = new Map<string, Readonly<Record<string, unknown>>>();
  const restrict = (coordinate: string, rule: Partial<AccessRule>): void => {
    const open: AccessRule = { authenticated: false, scopes: [], policies: [] };
    access.set(coordinate, { ...open, ...access.get(coordinate), ...rule });
  };
  for (const { coordinate, name, args, subgraphs } of directives) {
    if (name === "authenticated") restrict(coordinate, { authenticated: true });
    if (name === "requiresScopes") restrict(coordinate, { scopes: args.scopes as string[][] });
    if (name === "policy") restrict(coordinate, { policies: args.policies as string[][] });
    if (name === "classified") {
      classified.set(coordinate, { ...(args as Omit<Classification, "owner">), owner: subgraphs[0] ?? "" });
    }
    if (name === "cost") cost.set(coordinate, Number(args.weight));
    if (name === "listSize") listSize.set(coordinate, args);
  }
  const index = { access, classified, cost, listSize };
  indexes.set(directives, index);
  return index;
}
