import { GraphQLError } from "graphql";
import { type Caller, hasScope } from "../caller/Caller.ts";
import type { Scope } from "../caller/Scope.ts";

/**
 * Lists count as statistics do (`totalCount`), so only who may see a protected attribute of each person may list by it.
 * @throws GraphQLError `FORBIDDEN`
 */
export function checkPersonFilter(caller: Caller, scope: Scope, attribute: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (hasScope(caller, scope) && caller.purpose !== null && caller.purpose !== "research") return;
  throw new GraphQLError(
    `"filter.${attribute}" would tell who is: it needs the scope ${scope} and a stated purpose other than research; statistics count by it`,
    { extensions: { code: "FORBIDDEN" } },
  );
}
