// What the limits let through and what not, on the real graph: every example question, the playground and a full dashboard
// pass as a visitor with ample room; what multiplies lists does not; no list gives more than a hundred items.
import {
  type ExecutionResult,
  type GraphQLField,
  type GraphQLObjectType,
  getIntrospectionQuery,
  getNamedType,
  isNonNullType,
  isObjectType,
  parse,
} from "graphql";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readOperations } from "../gateway/console/readOperations.ts";
import { createGeneration } from "../gateway/engine/createGeneration.ts";
import type { Generation } from "../gateway/engine/Generation.ts";
import { accessBy, openTestTrail } from "../gateway/policy/audit/testing/openTestTrail.ts";
import { auditSubgraph } from "../gateway/policy/audit/view/auditSubgraph.ts";
import { COST_BUDGETS } from "../gateway/policy/cost/costBudgets.ts";
import { costRule } from "../gateway/policy/cost/costRule.ts";
import { createGuard } from "../gateway/policy/guard/createGuard.ts";
import { createDocumentCheck } from "../gateway/policy/limits/createDocumentCheck.ts";
import { inProcessTransport } from "../gateway/transport/inProcessTransport.ts";
import type { SubgraphTransport } from "../gateway/transport/SubgraphTransport.ts";
import { EVERY_SCOPE } from "../subgraphs/kit/testing/callers.ts";
import { SUPERGRAPH_SDL } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "./support/sampleStores.ts";

const operations = readOperations();
const visitorBudget = COST_BUDGETS.get("visitor") as number;
const checkDocument = createDocumentCheck();

let transports: ReadonlyMap<string, SubgraphTransport>;
let audit: Awaited<ReturnType<typeof openTestTrail>>;
let generation: Generation;
beforeAll(async () => {
  const opened = await openSampleSubgraphs(inject("sampleDirectory"));
  audit = await openTestTrail();
  await audit.trail.append(accessBy("user:nurse"));
  transports = opened.transports.set("audit", inProcessTransport(auditSubgraph(audit.trail)));
  generation = await createGeneration({ supergraphSdl: SUPERGRAPH_SDL, transports });
});
afterAll(() => Promise.all([generation, ...transports.values(), audit].map((one) => one.close())));

const guard = createGuard([costRule({ mode: "enforce", budgets: COST_BUDGETS })]);
const askAsVisitor = (source: string, variables: Record<string, unknown> = {}) =>
  guard(generation, {
    source,
    document: parse(source),
    variables,
    context: { securityKey: "", wantsCost: true },
  });

interface Cost {
  estimated: number;
  budget: number;
  actual: number;
}
const costIn = ({ extensions = {} }: ExecutionResult): Cost => extensions.cost as Cost;

describe("a visitor", () => {
  it.each(operations.map(({ name, query, variables }) => [name, query, variables] as const))(
    "may ask %s, with ample room",
    async (_, query, variables) => {
      checkDocument(query);
      const { estimated, budget, actual } = costIn(await askAsVisitor(query, variables));
      expect(budget).toBe(visitorBudget);
      expect(estimated).toBeLessThan(budget / 5);
      // The assumptions of the schema are near enough to hold a runaway list.
      expect(actual).toBeLessThan(Math.max(500, 5 * estimated));
    },
  );

  it("may look at the whole schema", async () => {
    const whole = getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true });
    checkDocument(whole);
    const answer = await askAsVisitor(whole);
    expect(answer.errors).toBeUndefined();
    expect(costIn(answer).estimated).toBeLessThan(visitorBudget / 2);
  });

  it("may put thirty figures on one dashboard", async () => {
    const figures = Array.from(
      { length: 30 },
      (_, at) =>
        `d${at}: district(code: "110114") { name medical { institutions yearlyTrend { year count } } }`,
    );
    const dashboard = `{ ${figures.join(" ")} }`;
    checkDocument(dashboard);
    expect((await askAsVisitor(dashboard)).errors).toBeUndefined();
  });

  it.each([
    [
      "lists in lists in lists",
      "{ medicalInstitutions(first: 100) { nodes { medicalSocialWorkers(first: 100) { nodes { pairings(first: 100) { nodes { id } } } } } } }",
    ],
    [
      "districts of districts",
      "{ districts { children { children { children { volunteering { volunteers } } } } } }",
    ],
    [
      "a hundred statistics",
      `{ ${Array.from({ length: 100 }, (_, at) => `s${at}: workforceStatistics(groupBy: [DISTRICT]) { district { name talent { certifiedWorkers } } }`).join(" ")} }`,
    ],
  ])("may not ask %s, and is told where it is dear", async (_, query) => {
    const { data, errors } = await askAsVisitor(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe("COST_EXCEEDED");
    expect(errors?.[0]?.message).toMatch(/ask for fewer items or fewer fields, first of all at \w+/);
  });
});

// Every page of the graph ---------------------------------------------------------------------------------------------

/** How things that are asked for by name are found in the sample data. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  "Query.district": '(code: "110114")',
  "Query.medicalInstitution": '(id: "mi_110114_001")',
  "Query.community": '(id: "cm_110114_01")',
  "Query.organization": '(creditCode: "52110114ME0000001C")',
  "Query.volunteer": '(id: "vol_000515")',
};

interface Place {
  type: GraphQLObjectType;
  /** Writes an operation that asks something at this place. */
  write: (inside: string) => string;
}

const isConnection = (field: GraphQLField<unknown, unknown>): boolean =>
  getNamedType(field.type).name.endsWith("Connection");
const needsArguments = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);

/** The ways to every type of the graph, the shortest first. */
function* placesOf(query: GraphQLObjectType): Generator<Place> {
  const seen = new Map<string, number>();
  const waiting: Place[] = [{ type: query, write: (inside) => `{ ${inside} }` }];
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const times = seen.get(place.type.name) ?? 0;
    seen.set(place.type.name, times + 1);
    // Some ways lead to nothing in the sample data: a few of them are tried.
    if (times >= 4) continue;
    yield place;
    for (const field of Object.values(place.type.getFields())) {
      const given = ARGUMENTS[`${place.type.name}.${field.name}`];
      const type = getNamedType(field.type);
      if ((needsArguments(field) && !given) || field.name === "edges") continue;
      const types = isObjectType(type) ? [type] : generation.apiSchema.getPossibleTypes(type as never);
      const { write } = place;
      for (const possible of types ?? []) {
        const on = isObjectType(type) ? "" : `... on ${possible.name} `;
        const first = isConnection(field) ? "(first: 20)" : "";
        waiting.push({
          type: possible,
          write: (inside) =>
            write(`${field.name}${given ?? first} { ${on ? `${on}{ ${inside} }` : inside} }`),
        });
      }
    }
  }
}

describe("every list with pages", () => {
  it("takes 1 to 100 items a page and the default for null, and refuses everything else", async () => {
    const query = generation.apiSchema.getQueryType() as GraphQLObjectType;
    const run = (source: string, variables: Record<string, unknown>) =>
      generation.execute({
        source,
        document: parse(source),
        variables,
        context: { securityKey: "all", caller: EVERY_SCOPE },
      });
    const left = new Set<string>();
    const wrong: string[] = [];
    const done = new Set<string>();
    for (const { type, write } of placesOf(query)) {
      for (const field of Object.values(type.getFields())) {
        const coordinate = `${type.name}.${field.name}`;
        if (!field.args.some(({ name }) => name === "first") || done.has(coordinate)) continue;
        left.add(coordinate);
        const inside = isConnection(field) ? "nodes { __typename } pageInfo { hasNextPage }" : "__typename";
        const operation = `query ($first: Int) ${write(`${field.name}(first: $first) { ${inside} }`)}`;
        const page = (first: number | null) => run(operation, { first });
        const refused = await Promise.all([0, -1, 101, 2_147_483_647, -2_147_483_648].map(page));
        // Where nothing is at this place, nothing was asked of the field.
        if (refused.every(({ errors }) => !errors)) continue;
        left.delete(coordinate);
        done.add(coordinate);
        for (const { errors } of refused)
          if (!errors?.every(({ extensions }) => extensions.code === "BAD_USER_INPUT"))
            wrong.push(coordinate);
        const accepted = isConnection(field) ? [1, 100, null] : [1, null];
        for (const { errors } of await Promise.all(accepted.map(page)))
          if (errors) wrong.push(`${coordinate}: ${errors[0]?.message}`);
      }
    }
    for (const coordinate of done) left.delete(coordinate);
    expect(wrong).toEqual([]);
    expect([...left]).toEqual([]);
    expect(done.size).toBeGreaterThan(40);
  });
});
