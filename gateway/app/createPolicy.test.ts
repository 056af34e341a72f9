// What the settings make of the policy: nothing unsafe in production, and no supergraph whose rules nobody would enforce.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, parse } from "graphql";
import { afterAll, describe, expect, it } from "vitest";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { readSettings } from "../../subgraphs/kit/server/settings.ts";
import { callerWith } from "../../subgraphs/kit/testing/callers.ts";
import { createLogger } from "../observability/log/createLogger.ts";
import { createMetrics } from "../observability/metrics/createMetrics.ts";
import { checkSupergraph } from "../policy/guard/checkSupergraph.ts";
import { createDevelopmentIssuer } from "../policy/identity/createDevelopmentIssuer.ts";
import { createPolicy } from "./createPolicy.ts";
import { gatewaySettings } from "./gatewaySettings.ts";

const DATA_DIR = mkdtempSync(join(tmpdir(), "liandong-policy-"));
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

function policyWith(
  env: Record<string, string> = {},
  metrics: ReturnType<typeof createMetrics> | null = null,
) {
  const settings = readSettings(gatewaySettings, { argv: [], env: { DATA_DIR, ...env } });
  return createPolicy(settings, { logger: createLogger({ level: "silent" }), metrics });
}
const directive = (name: string, args: Record<string, unknown> = {}) => ({
  coordinate: "Query.a",
  name,
  args,
  subgraphs: [],
});

describe("in development", () => {
  it("a token of the development issuer is good", async () => {
    const issuer = createDevelopmentIssuer(join(DATA_DIR, "gateway"));
    const { front } = policyWith();
    const authorization = `Bearer ${await issuer.mint("auditor")}`;
    expect(await front.identify({ authorization })).toMatchObject({ principal: "user:sample-auditor" });
  });
  it("emergencies can be tried, and are counted", async () => {
    const metrics = createMetrics();
    const { front } = policyWith({}, metrics);
    await front.breakGlass?.grant(callerWith(["break-glass"]), "trying it out here");
    expect((await metrics.render()).text).toContain("liandong_break_glass_grants_total 1");
    metrics.close();
  });
});

describe("in production", () => {
  const MODE = "production";
  it("there is no sign-in, no token of the development issuer, no emergency without a key", async () => {
    const token = await createDevelopmentIssuer(join(DATA_DIR, "gateway")).mint("administrator");
    const { front } = policyWith({ MODE });
    expect(front).not.toHaveProperty("signIn");
    expect(front).not.toHaveProperty("breakGlass");
    expect(() => front.identify({ authorization: `Bearer ${token}` })).toThrow("no tokens are accepted here");
    expect(front.identify({})).toBe(VISITOR);
  });
  it("misspelt names are not helped with", () =>
    expect(policyWith({ MODE }).front.hideSchemaDetails).toBe(true));
  it("emergencies need a key", () =>
    expect(policyWith({ MODE, BREAK_GLASS_KEY: "k".repeat(32) }).front).toHaveProperty("breakGlass"));
});

describe("settings that do not go together stop the start", () => {
  it.each([
    [{ TOKEN_ISSUER: "https://i.test" }, "TOKEN_KEYS is missing"],
    [{ TOKEN_KEYS: "https://i.test/jwks" }, "give all three"],
    [
      { TOKEN_KEYS: "http://i.test/jwks", TOKEN_ISSUER: "i", TOKEN_AUDIENCE: "a", MODE: "production" },
      "must be an https URL",
    ],
    [{ TOKEN_KEYS: "/nowhere.json", TOKEN_ISSUER: "i", TOKEN_AUDIENCE: "a" }, "TOKEN_KEYS cannot be used"],
    [{ TOKEN_ALGORITHMS: "HS256" }, "TOKEN_ALGORITHMS must be of"],
    [{ TOKEN_ALGORITHMS: "none" }, "TOKEN_ALGORITHMS must be of"],
    [{ API_KEYS: "/nowhere.json" }, "API_KEYS names a file that is not there"],
    [{ BREAK_GLASS_KEY: "short" }, "BREAK_GLASS_KEY must have at least 32 characters"],
  ])("%j", (env, message) => expect(() => policyWith(env as Record<string, string>)).toThrow(message));
});

describe("a supergraph", () => {
  it.each(["authenticated", "requiresScopes", "policy"])(
    "with @%s is refused where no rule enforces it",
    (name) =>
      expect(checkSupergraph([], [directive(name, { scopes: [["a"]], policies: [["a"]] })])).toContain(
        `@${name} on Query.a would not be enforced`,
      ),
  );
  it.each([
    ["a policy nobody implements", directive("policy", { policies: [["states-purpose"], ["moon-is-full"]] })],
    ["no scope that would do", directive("requiresScopes", { scopes: [] })],
  ])("that names %s is refused", (_, one) => expect(() => policyWith().accept([one])).toThrow("Query.a"));
  it("with rules that can be enforced is served", () =>
    policyWith().accept([
      directive("authenticated"),
      directive("requiresScopes", { scopes: [["audit:read"]] }),
      directive("policy", { policies: [["agency:stations"]] }),
      directive("classified", { level: "L3", category: "NAME" }),
    ]));
});

describe("introspection", () => {
  const schema = buildSchema("type Query { a: Int }");
  const ask = async (source: string, env: Record<string, string>, scopes: "schema:read"[] = []) => {
    const { guard } = policyWith(env);
    const graph = {
      apiSchema: schema,
      possibleTypes: {},
      directives: [],
      execute: async () => ({ data: {} }),
    };
    const context = { securityKey: "", caller: callerWith(scopes) };
    const { errors } = await guard(graph, { source, document: parse(source), variables: {}, context });
    return errors?.[0]?.extensions.code ?? "answered";
  };
  const HIDDEN =
    '{ ...F } fragment F on Query { a ... { x: __type(name: "Query") @skip(if: true) { name } } }';
  it.each([
    ["{ __schema { types { name } } }", { INTROSPECTION: "scope" }, [], "FORBIDDEN"],
    [HIDDEN, { INTROSPECTION: "scope" }, [], "FORBIDDEN"],
    [HIDDEN, { INTROSPECTION: "scope" }, ["schema:read"], "answered"],
    [HIDDEN, { INTROSPECTION: "off" }, ["schema:read"], "FORBIDDEN"],
    [HIDDEN, { INTROSPECTION: "on" }, [], "answered"],
    [HIDDEN, { MODE: "production" }, [], "FORBIDDEN"],
    [HIDDEN, { MODE: "development" }, [], "answered"],
    ["{ a __typename }", { INTROSPECTION: "off" }, [], "answered"],
  ])("%s with %j for %j: %s", async (source, env, scopes, outcome) =>
    expect(await ask(source, env as Record<string, string>, scopes as "schema:read"[])).toBe(outcome),
  );
});
