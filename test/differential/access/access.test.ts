// Random graphs, random rules, random callers, random operations: the answer is that of graphql-js with resolvers that
// refuse what is denied, and what is denied never runs.
import { type ExecutionResult, execute, GraphQLError, type GraphQLFieldResolver, parse } from "graphql";
import { expect, it } from "vitest";
import { createGeneration } from "../../../gateway/engine/createGeneration.ts";
import { createAccessRule } from "../../../gateway/policy/access/createAccessRule.ts";
import { NAMED_POLICIES } from "../../../gateway/policy/access/NamedPolicies.ts";
import { unmet } from "../../../gateway/policy/access/unmet.ts";
import { createGuard, type RunnableRequest } from "../../../gateway/policy/guard/createGuard.ts";
import { policyIndex } from "../../../gateway/policy/PolicyIndex.ts";
import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import { compareAnswers } from "../compare/compareAnswers.ts";
import { nullPositions } from "../compare/nullPositions.ts";
import type { ClientOperation } from "../graph/apolloExecutor.ts";
import { type OpenGraph, openGraph } from "../graph/openGraph.ts";
import { worldResolver } from "../graph/worldBehaviour.ts";
import { generateOperation } from "../operations/generateOperation.ts";
import { readSettings } from "../readSettings.ts";
import { Dice } from "../world/Dice.ts";
import { generateWorld } from "../world/generateWorld.ts";
import { deniedBy, parentTypes } from "./deniedBy.ts";
import { randomCaller, randomRules } from "./randomRules.ts";

const { seed, runs } = readSettings(process.env);
const GRAPHS = Math.ceil(runs / 500);
const RULES_PER_GRAPH = 4;
const OPERATIONS_PER_RULES = 25;

type Path = readonly (string | number)[];
const placeOf = (path: Path): string => path.filter((key) => typeof key === "string").join(".");

/** What graphql-js answers where denied fields and types refuse. */
async function oracle(
  graph: OpenGraph,
  { source, operationName, variables }: ClientOperation,
  denied: ReadonlySet<string>,
) {
  graph.reset();
  const { schema, world, counter } = graph;
  const document = parse(source);
  const parents = parentTypes(schema, document);
  const refuse = (coordinate: string): never => {
    throw new GraphQLError("", { extensions: { code: "FORBIDDEN", coordinate } });
  };
  const resolve = worldResolver(world, counter);
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (parent, args, context, info) => {
    const element = deniedBy(denied, parents, info);
    return element ? refuse(element) : resolve(parent, args, context, info);
  };
  const isMutation = new RegExp(`mutation ${operationName ?? ""}`).test(source);
  const result = await execute({
    schema,
    document,
    ...(operationName ? { operationName } : {}),
    variableValues: variables,
    rootValue: world.roots.get(isMutation ? "Mutation" : "Query"),
    fieldResolver,
    typeResolver: ({ __typename }) => (denied.has(__typename) ? refuse(__typename) : __typename),
  });
  return { result, steps: counter.steps };
}

const forbidden = ({ errors = [] }: ExecutionResult) =>
  errors.filter(({ extensions }) => extensions.code === "FORBIDDEN");

const withoutIndexes = (position: string): string => position.replace(/\b\d+\b/g, "*");

/** The first thing that is wrong with an answer. */
function fault(
  { result, steps }: Awaited<ReturnType<typeof oracle>>,
  actual: ExecutionResult,
  denied: ReadonlySet<string>,
  stepsMade: number,
): string | undefined {
  if (JSON.stringify(result.data ?? null) !== JSON.stringify(actual.data ?? null)) return "data";
  if (steps !== stepsMade) return `${stepsMade} mutations instead of ${steps}`;
  const places = new Set<string>();
  for (const { path = [], extensions } of forbidden(actual)) {
    const place = `${extensions.coordinate} ${placeOf(path)}`;
    if (places.has(place)) return `reported twice: ${place}`;
    if (!denied.has(String(extensions.coordinate))) return `not denied: ${place}`;
    places.add(place);
  }
  const positions = nullPositions(actual);
  const misplaced = positions.find((position) => position.endsWith("!"));
  if (misplaced) return `no null for the error at ${misplaced}`;
  // Of several fields below one null, any may be the one that is named; of several places of a list, the first is.
  const nulls = new Set(positions.map(withoutIndexes));
  for (const error of forbidden(result)) {
    const place = `${error.extensions.coordinate} ${placeOf(error.path ?? [])}`;
    const [position = ""] = nullPositions({ data: result.data ?? null, errors: [error] });
    if (!places.has(place) && !nulls.has(withoutIndexes(position))) return `not reported: ${place}`;
  }
  return undefined;
}

it("answers as resolvers that refuse would, and asks for nothing that is denied", {
  timeout: 600_000,
}, async () => {
  const tally = { operations: 0, filtered: 0, mutations: 0, engine: 0 };
  for (let at = 0; at < GRAPHS; at++) {
    const graph = openGraph(generateWorld(seed + at * 7919));
    if ("errors" in graph) continue;
    const generation = await createGeneration({
      supergraphSdl: graph.supergraphSdl,
      transports: graph.transports,
    });
    for (let round = 0; round < RULES_PER_GRAPH; round++) {
      const dice = new Dice(seed + at * 7919 + round);
      const directives = randomRules(graph.schema, dice);
      const caller: Caller = randomCaller(dice);
      const denied = new Set(
        [...policyIndex(directives).access]
          .filter(([, rule]) => unmet(rule, caller, NAMED_POLICIES))
          .map(([coordinate]) => coordinate),
      );
      let ran: RunnableRequest | undefined;
      const guard = createGuard([createAccessRule()]);
      const guarded = {
        ...generation,
        directives,
        execute: (request: RunnableRequest) => {
          ran = request;
          return generation.execute(request);
        },
      };
      for (let number = 0; number < OPERATIONS_PER_RULES; number++) {
        const operation = generateOperation(graph.schema, dice);
        const { source, operationName, variables } = operation;
        const expected = await oracle(graph, operation, denied);
        graph.reset();
        ran = undefined;
        const actual = await guard(guarded, {
          source,
          document: parse(source),
          ...(operationName ? { operationName } : {}),
          variables,
          context: { securityKey: "differential", caller },
        });
        tally.operations++;
        const request = ran as RunnableRequest | undefined;
        if (request && request.source !== source) tally.filtered++;
        if (graph.counter.steps > 0) tally.mutations++;
        const wrong = fault(expected, actual, denied, graph.counter.steps);
        if (wrong === undefined) continue;
        // Where the engine itself answers the smaller operation wrongly, it is not the rule's fault.
        const smaller = request && { ...operation, source: request.source };
        graph.reset();
        const plain = smaller && (await graph.oracle(smaller));
        graph.reset();
        if (request && plain && compareAnswers(plain, await generation.execute(request))) {
          tally.engine++;
          continue;
        }
        throw new Error(
          [
            `seed ${seed} graph ${at} round ${round} operation ${number}: ${wrong}`,
            source,
            `variables: ${JSON.stringify(variables)}`,
            `denied: ${[...denied].join(", ")}`,
            `ran: ${request?.source}`,
            `expected: ${JSON.stringify(expected.result)}`,
            `actual: ${JSON.stringify(actual)}`,
          ].join("\n"),
        );
      }
    }
    await generation.close();
  }
  console.info(tally);
  expect(tally.filtered).toBeGreaterThan(tally.operations / 10);
  expect(tally.engine).toBeLessThan(tally.operations / 50);
});
