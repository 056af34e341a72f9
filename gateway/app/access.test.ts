// Who may see what, over a real graph: what is denied is never asked of a subgraph, and is null with a located error.
import { parse } from "graphql";
import { afterAll, describe, expect, it } from "vitest";
import { type Caller, VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import type { Scope } from "../../subgraphs/kit/caller/Scope.ts";
import { callerWith } from "../../subgraphs/kit/testing/callers.ts";
import { openGraph } from "../engine/testing/openGraph.ts";
import { type AccessOptions, createAccessRule } from "../policy/access/createAccessRule.ts";
import { createGuard } from "../policy/guard/createGuard.ts";

const SDL = `
  type Query {
    hello: String
    me: Me @authenticated
    clinics: [Clinic!]!
    pets: [Pet]
    things: [Thing]
    animals: [Animal!]
    secretKind: Kind
    report: Report
    cases: [Case] @requiresScopes(scopes: [["referral:read", "intake:read"], ["audit:read"]])
  }
  type Me { name: String }
  type Clinic @key(fields: "id") {
    id: ID!
    name: String!
    diagnosis: String @requiresScopes(scopes: [["referral:read"]])
    patients: Int! @requiresScopes(scopes: [["intake:read"]])
    chief: Chief @policy(policies: [["agency:hospitals"], ["break-glass"]])
  }
  type Chief { name: String }
  interface Pet { name: String owner: Chief }
  type Cat implements Pet { name: String owner: Chief lives: Int @requiresScopes(scopes: [["audit:read"]]) }
  type Dog implements Pet { name: String owner: Chief bark: String }
  union Thing = Cat | Vault
  type Vault @requiresScopes(scopes: [["audit:read"]]) { code: String size: Int }
  interface Animal { name: String  kind: Kind }
  type Fox implements Animal { name: String kind: Kind den: Report }
  enum Kind @authenticated { WILD TAME }
  type Report @requiresScopes(scopes: [["audit:read"]]) { text: String }
  type Case { id: ID }
  type Mutation {
    open(id: ID!): String @requiresScopes(scopes: [["hospitals:write"]])
    close(id: ID!): String
  }
`;

const acts: string[] = [];
const act =
  (name: string) =>
  (_: unknown, { id }: { id: string }) =>
    acts.push(`${name} ${id}`) && id;
const CLINICS = [
  { id: "1", name: "North", diagnosis: "flu", patients: 3, chief: { name: "Li" } },
  { id: "2", name: "South", diagnosis: "cold", patients: 4, chief: null },
];
const resolvers = {
  Query: {
    hello: () => "hi",
    me: () => ({ name: "I" }),
    clinics: () => CLINICS,
    pets: () => [
      { __typename: "Dog", name: "Rex", bark: "wau" },
      { __typename: "Cat", name: "Tom", lives: 9 },
      { __typename: "Cat", name: "Kim", lives: 8 },
    ],
    things: () => [
      { __typename: "Cat", name: "Tom" },
      { __typename: "Vault", code: "123", size: 1 },
    ],
    animals: () => [{ __typename: "Fox", name: "Rot", kind: "WILD", den: { text: "deep" } }],
    secretKind: () => "WILD",
    report: () => ({ text: "all" }),
    cases: () => [{ id: "c" }],
  },
  Mutation: { open: act("open"), close: act("close") },
};

const graph = await openGraph({ city: { sdl: SDL, resolvers } });
afterAll(() => graph.generation.close());

/** A gateway with these rules; `ask` is one request, `asked` what its subgraph was asked for. */
function open(options?: AccessOptions) {
  const guard = createGuard([createAccessRule(options)]);
  const documents = new Map<string, ReturnType<typeof parse>>();
  return {
    async ask(
      source: string,
      caller: Caller = VISITOR,
      variables: Record<string, unknown> = {},
      operationName?: string,
    ): Promise<any> {
      graph.calls.length = 0;
      const document = documents.get(source) ?? parse(source);
      documents.set(source, document);
      const context = { securityKey: caller.principal, caller };
      const result = await guard(graph.generation, {
        source,
        document,
        variables,
        context,
        ...(operationName === undefined ? {} : { operationName }),
      });
      return JSON.parse(JSON.stringify(result));
    },
    asked: () => graph.calls.map(({ query }) => query).join("\n"),
  };
}
const { ask, asked } = open();
const holding = (...scopes: Scope[]) => callerWith(scopes);
const places = ({ errors = [] }: any) =>
  errors.map(({ path, extensions }: any) => [path.join("."), extensions.coordinate]);

describe("a field", () => {
  it("that is denied is null for each object, with one error that says what is missing", async () => {
    const answer = await ask("{ clinics { name diagnosis } }");
    expect(answer.data.clinics).toEqual([
      { name: "North", diagnosis: null },
      { name: "South", diagnosis: null },
    ]);
    expect(answer.errors).toEqual([
      {
        message: "Clinic.diagnosis needs the scope referral:read: sign in",
        locations: [{ line: 1, column: 18 }],
        path: ["clinics", 0, "diagnosis"],
        extensions: {
          code: "FORBIDDEN",
          coordinate: "Clinic.diagnosis",
          requiredScopes: [["referral:read"]],
        },
      },
    ]);
    expect(asked()).not.toContain("diagnosis");
  });
  it("is given to who holds its scope", async () => {
    const answer = await ask("{ clinics { diagnosis } }", holding("referral:read"));
    expect(answer).toEqual({ data: { clinics: [{ diagnosis: "flu" }, { diagnosis: "cold" }] } });
  });
  it("with several ways in opens by any one of them, whole", async () => {
    const source = "{ cases { id } }";
    expect((await ask(source, holding("audit:read"))).errors).toBeUndefined();
    expect((await ask(source, holding("referral:read", "intake:read"))).errors).toBeUndefined();
    expect((await ask(source, holding("referral:read"))).errors[0].extensions.requiredScopes).toEqual([
      ["referral:read", "intake:read"],
      ["audit:read"],
    ]);
  });
  it("for the signed-in needs no scope, only a name", async () => {
    expect((await ask("{ me { name } }")).errors[0]).toMatchObject({
      message: "Query.me is for callers who are signed in: sign in",
      extensions: { code: "FORBIDDEN" },
    });
    expect(await ask("{ me { name } }", holding())).toEqual({ data: { me: { name: "I" } } });
  });
  it("under a policy asks it about the caller", async () => {
    const source = "{ clinics { chief { name } } }";
    expect((await ask(source, callerWith([], { agency: "hospitals" }))).data.clinics[0].chief.name).toBe(
      "Li",
    );
    expect((await ask(source, callerWith([], { breakGlass: true }))).errors).toBeUndefined();
    expect((await ask(source, holding())).errors[0].extensions).toMatchObject({
      requiredPolicies: [["agency:hospitals"], ["break-glass"]],
    });
  });
  it("under a policy nobody implements is denied to everybody", async () => {
    const answer = await open({ policies: {} }).ask(
      "{ clinics { chief { name } } }",
      callerWith([], { agency: "hospitals", breakGlass: true }),
    );
    expect(places(answer)).toEqual([["clinics.0.chief", "Clinic.chief"]]);
  });
  it("that may not be null takes its parents with it, as far as one may be", async () => {
    const answer = await ask("{ hello clinics { name patients } }");
    expect(answer.data).toBeNull();
    expect(places(answer)).toEqual([["clinics.0.patients", "Clinic.patients"]]);
  });
  it("is denied under any alias, in any fragment, once for each place", async () => {
    const answer = await ask(
      "{ clinics { ...Part ... { d: diagnosis } } } fragment Part on Clinic { name x: diagnosis }",
    );
    expect(answer.data.clinics[0]).toEqual({ name: "North", x: null, d: null });
    expect(places(answer)).toEqual([
      ["clinics.0.x", "Clinic.diagnosis"],
      ["clinics.0.d", "Clinic.diagnosis"],
    ]);
  });
  it("that the conditions leave out is not missed", async () => {
    const source = "query ($with: Boolean = false) { clinics { name diagnosis @include(if: $with) } }";
    expect(await ask(source)).toEqual({ data: { clinics: [{ name: "North" }, { name: "South" }] } });
    expect(places(await ask(source, VISITOR, { with: true }))).toHaveLength(1);
  });
  it("of no object makes no error", async () =>
    expect((await ask("{ things { ... on Cat { owner { name } lives } } }")).data.things[0]).toEqual({
      owner: null,
      lives: null,
    }));
  it("bad variables of a condition are the caller's to mend", async () =>
    expect((await ask("query ($x: Boolean!) { me @skip(if: $x) { name } }")).errors[0].extensions.code).toBe(
      "BAD_USER_INPUT",
    ));
});

describe("an operation", () => {
  it("of which nothing is left calls nobody", async () => {
    const answer = await ask("{ me { name } report { text } }");
    expect(answer.data).toEqual({ me: null, report: null });
    expect(places(answer)).toEqual([
      ["me", "Query.me"],
      ["report", "Report"],
    ]);
    expect(graph.calls).toEqual([]);
  });
  it("keeps the order of what was asked", async () =>
    expect(Object.keys((await ask("{ report { text } hello me { name } __typename }")).data)).toEqual([
      "report",
      "hello",
      "me",
      "__typename",
    ]));
  it("of acts runs those that are allowed, and never one that is not", async () => {
    acts.length = 0;
    const answer = await ask("mutation ($id: ID!) { open(id: $id) close(id: 2) }", holding(), { id: "1" });
    expect(answer.data).toEqual({ open: null, close: "2" });
    expect(places(answer)).toEqual([["open", "Mutation.open"]]);
    expect(acts).toEqual(["close 2"]);
  });
  it("that touches nothing closed runs as it came", async () => {
    expect(await ask("{ clinics { name } }")).toEqual({
      data: { clinics: [{ name: "North" }, { name: "South" }] },
    });
    const rule = createAccessRule();
    const document = parse("{ clinics { name } }");
    const { apiSchema, possibleTypes, directives, execute } = graph.generation;
    let ran: unknown;
    const guard = createGuard([rule]);
    await guard(
      {
        apiSchema,
        possibleTypes,
        directives,
        execute(request) {
          ran = request;
          return execute(request);
        },
      },
      { source: "s", document, variables: {}, context: { securityKey: "" } },
    );
    expect(ran).toMatchObject({ document, source: "s" });
  });
  it("answered together with others' is completed on a copy", async () => {
    const shared = Object.freeze({ clinics: Object.freeze([Object.freeze({ name: "North" })]) });
    const guard = createGuard([createAccessRule()]);
    const { apiSchema, possibleTypes, directives } = graph.generation;
    const execute = async () => ({ data: shared, shared: true as const });
    const source = "{ clinics { name diagnosis } }";
    const request = { source, document: parse(source), variables: {}, context: { securityKey: "" } };
    const answer = await guard({ apiSchema, possibleTypes, directives, execute }, request);
    expect(JSON.parse(JSON.stringify(answer.data))).toEqual({
      clinics: [{ name: "North", diagnosis: null }],
    });
    expect(answer.shared).toBe(true);
    expect(shared.clinics[0]).toEqual({ name: "North" });
  });
  it("whose fragments repeat one another is still gone through once", async () => {
    const links = Array.from(
      { length: 24 },
      (_, n) => `fragment F${n} on Pet { ... on Cat { lives } a${n}: name ...F${n + 1} ...G${n} }
                 fragment G${n} on Pet { ... on Dog { bark } ...F${n + 1} }`,
    );
    const source = `{ pets { ...F0 } } ${links.join(" ")} fragment F24 on Pet { name }`;
    expect((await ask(source)).data.pets).toHaveLength(3);
  });
});

describe("a type", () => {
  it("closes every field that returns it, whatever is asked of it", async () => {
    const answer = await ask(
      "{ report { __typename } secretKind animals { name kind ... on Fox { den { text } } } }",
    );
    expect(answer.data).toEqual({
      report: null,
      secretKind: null,
      animals: [{ name: "Rot", kind: null, den: null }],
    });
    expect(places(answer)).toEqual([
      ["report", "Report"],
      ["secretKind", "Kind"],
      ["animals.0.kind", "Kind"],
      ["animals.0.den", "Report"],
    ]);
    expect(asked()).not.toMatch(/report|secretKind|kind|den/);
  });
  it("in a union makes only its own objects null", async () => {
    const source = "{ things { __typename ... on Vault { code } ... on Cat { name } } }";
    const answer = await ask(source);
    expect(answer.data.things).toEqual([{ __typename: "Cat", name: "Tom" }, null]);
    expect(places(answer)).toEqual([["things.1", "Vault"]]);
    expect(asked()).not.toContain("code");
    expect((await ask(source, holding("audit:read"))).data.things[1]).toEqual({
      __typename: "Vault",
      code: "123",
    });
  });
  it("is not given away by __typename alone", async () =>
    expect((await ask("{ things { __typename } }")).data.things).toEqual([{ __typename: "Cat" }, null]));
});

describe("an interface", () => {
  it("denies a field only to objects whose own field is closed", async () => {
    const source = "{ pets { name ... on Cat { lives } ... on Dog { bark } } }";
    const answer = await ask(source);
    expect(answer.data.pets).toEqual([
      { name: "Rex", bark: "wau" },
      { name: "Tom", lives: null },
      { name: "Kim", lives: null },
    ]);
    expect(places(answer)).toEqual([["pets.1.lives", "Cat.lives"]]);
    expect(asked()).not.toContain("lives");
  });
});

describe("in reject mode", () => {
  it("a request with anything denied is refused, all that is missing named", async () => {
    const { ask } = open({ mode: "reject" });
    const answer = await ask("{ hello clinics { diagnosis patients } }", holding());
    expect(answer).toEqual({
      errors: [
        {
          message: expect.stringMatching(/Clinic\.diagnosis needs .*; Clinic\.patients needs /),
          extensions: { code: "FORBIDDEN", requiredScopes: [["referral:read", "intake:read"]] },
        },
      ],
    });
    expect(graph.calls).toEqual([]);
    expect((await ask("{ hello }")).data).toEqual({ hello: "hi" });
  });
});

describe("a request that names no operation of its document", () => {
  const MUTATION = `mutation ($s: Boolean!) { open(id: "1") @skip(if: $s) close(id: "2") @skip(if: $s) }`;

  it.each(["", "close", "mutation"])('"%s" is refused, though the same text ran before', async (name) => {
    acts.length = 0;
    await ask(MUTATION, VISITOR, { s: true });
    const answer = await ask(MUTATION, VISITOR, { s: false }, name);
    expect(answer.errors[0].extensions.code).toBe("OPERATION_RESOLUTION_FAILURE");
    expect(answer.data).toBeUndefined();
    expect(acts).toEqual([]);
  });
});
