// Every protected element of the graph × every sample role: each is really asked for, and is given exactly to those whose
// scopes its rule names; whoever may not have it causes no call for it.
import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { afterAll, describe, expect, it } from "vitest";
import { createGeneration } from "../gateway/engine/createGeneration.ts";
import type { AppliedDirective } from "../gateway/planner/describeDirectives.ts";
import { createAccessRule } from "../gateway/policy/access/createAccessRule.ts";
import { createGuard } from "../gateway/policy/guard/createGuard.ts";
import { ROLES, type RoleName, type SampleRole } from "../gateway/policy/identity/roles.ts";
import { type AccessRule, policyIndex } from "../gateway/policy/PolicyIndex.ts";
import { type Caller, VISITOR } from "../subgraphs/kit/caller/Caller.ts";
import { mockSubgraphs } from "./support/mockSubgraphs.ts";
import { SUPERGRAPH_SDL } from "./support/openJoinedGraph.ts";
import { wayTo } from "./support/wayTo.ts";

const subgraphs = mockSubgraphs();
const generation = await createGeneration({
  supergraphSdl: SUPERGRAPH_SDL,
  transports: subgraphs.transports,
});
const schema = generation.apiSchema;
afterAll(() => generation.close());

const rule = (coordinate: string, name: string, args: Record<string, unknown> = {}): AppliedDirective => ({
  coordinate,
  name,
  args,
  subgraphs: [],
});

/** Rules of every kind on elements of every kind, whatever the supergraph has of its own. */
const MADE_RULES = [
  rule("Referral", "requiresScopes", { scopes: [["referral:read"]] }),
  rule("Mutation.acceptReferral", "requiresScopes", { scopes: [["stations:write"]] }),
  rule("CommunityStation", "authenticated"),
  rule("SocialWorker.certificates", "requiresScopes", {
    scopes: [["audit:read"], ["schema:read", "unit:any"]],
  }),
  rule("Volunteer", "policy", { policies: [["agency:stations"], ["agency:hospitals"]] }),
  rule("AgeBand", "requiresScopes", { scopes: [["volunteer:read"]] }),
].filter(({ coordinate }) => {
  const [type = "", field] = coordinate.split(".");
  const found = schema.getType(type);
  return found && (!field || ("getFields" in found && field in found.getFields()));
});

const callers = Object.entries(ROLES).map(
  ([name, { agency, unit, scopes }]: [string, SampleRole]): [RoleName, Caller] => [
    name as RoleName,
    name === "visitor"
      ? VISITOR
      : { principal: `user:sample-${name}`, agency, unit, scopes, purpose: null, breakGlass: false },
  ],
);

/** The rule read once more, plainly: what this test holds the gateway to. */
function isOpen({ authenticated, scopes, policies }: AccessRule, caller: Caller): boolean {
  const holds: readonly string[] = caller.scopes;
  const some = (lists: readonly (readonly string[])[], has: (one: string) => boolean) =>
    lists.length === 0 || lists.some((list) => list.every(has));
  const passes = (policy: string) => policy === `agency:${caller.agency}`;
  return (
    (!authenticated || caller !== VISITOR) &&
    some(scopes, (one) => holds.includes(one)) &&
    some(policies, passes)
  );
}

/** The fields a subgraph was asked for, as `Type.field`. */
function askedFor(calls: readonly { subgraph: string; query: string }[]): Set<string> {
  const found = new Set<string>();
  for (const { subgraph, query } of calls) {
    const info = new TypeInfo(subgraphs.schemas.get(subgraph) as GraphQLSchema);
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        Field: ({ name }) => void found.add(`${info.getParentType()?.name}.${name.value}`),
      }),
    );
  }
  return found;
}

describe.each([
  ["the supergraph's own rules", generation.directives],
  ["rules of every kind", MADE_RULES],
])("%s", (_, directives) => {
  const { access } = policyIndex(directives);
  const guard = createGuard([createAccessRule()]);
  const closed = new Set(access.keys());

  async function ask(source: string, caller: Caller) {
    subgraphs.calls.length = 0;
    const context = { securityKey: caller.principal, caller };
    const request = { source, document: parse(source), variables: {}, context };
    const { data, errors = [] } = await guard({ ...generation, directives }, request);
    const forbidden = errors.filter(({ extensions }) => extensions.code === "FORBIDDEN");
    return { data, forbidden, errors, asked: askedFor(subgraphs.calls) };
  }

  it.each([...access.keys()])("%s", async (coordinate) => {
    const way = wayTo(schema, coordinate, new Set([...closed].filter((one) => one !== coordinate)));
    const [typeName = "", fieldName] = coordinate.split(".");
    subgraphs.wanted.clear();
    for (const { object } of way.steps) subgraphs.wanted.add(object.name);
    subgraphs.wanted.add(typeName);
    const touched = [...new Set([...way.touched, coordinate])].filter((one) => access.has(one));
    for (const [role, caller] of callers) {
      const denied = touched.filter((one) => !isOpen(access.get(one) as AccessRule, caller));
      const { forbidden, errors, asked, data } = await ask(way.source, caller);
      const seen = `${role}: ${way.source}\n${JSON.stringify({ data, errors })}`;
      if (denied.length === 0) {
        expect(errors, seen).toEqual([]);
        continue;
      }
      expect(forbidden.length, seen).toBeGreaterThan(0);
      for (const { path, extensions } of forbidden) {
        expect(denied, seen).toContain(extensions.coordinate);
        expect(valueAt(data, path ?? []), seen).toBeNull();
      }
      if (!denied.includes(coordinate)) continue;
      const ofType = (one: string) => one.startsWith(`${typeName}.`) && one !== `${typeName}.__typename`;
      const isDenied = (one: string) =>
        fieldName ? one === coordinate : ofType(one) && !isKey(one) && one !== coordinate;
      expect([...asked].filter(isDenied), seen).toEqual([]);
    }
  });

  it.runIf(directives.length > 0)("gives every role something and withholds something from a visitor", () => {
    const open = ([, caller]: [string, Caller]) =>
      [...access.values()].filter((one) => isOpen(one, caller)).length;
    const administrator = callers.find(([role]) => role === "administrator") as [string, Caller];
    expect(open(callers[0] as [string, Caller])).toBeLessThan(access.size || 1);
    expect(open(administrator)).toBeGreaterThanOrEqual(open(callers[0] as [string, Caller]));
  });
});

/** Keys travel between subgraphs; they are not what was asked for. */
const isKey = (coordinate: string): boolean => /\.(id|code|creditCode)$/.test(coordinate);

/** The value at a path, null already where something on the way is. */
function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const key of path) {
    if (value === null) return null;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
