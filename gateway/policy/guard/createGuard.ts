import { createHash } from "node:crypto";
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, print } from "graphql";
import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import { resolveOperation } from "../../planner/resolveOperation.ts";
import type { CallContext } from "../../transport/SubgraphTransport.ts";
import { policyIndex } from "../PolicyIndex.ts";
import type { GuardedRequest, GuardedResult, OperationCheck, OperationRule } from "./OperationRule.ts";

/** What the guard must know of the supergraph a request runs on. */
export interface GuardedGraph {
  /** SHA-256 of the supergraph's SDL, hexadecimal. */
  hash?: string;
  apiSchema: GraphQLSchema;
  possibleTypes: Readonly<Record<string, readonly string[]>>;
  directives: readonly AppliedDirective[];
  execute(request: RunnableRequest): Promise<GuardedResult>;
}

/** A request as the graph runs it. */
export interface RunnableRequest {
  source: string;
  document: DocumentNode;
  operationName?: string;
  variables: Readonly<Record<string, unknown>>;
  context: CallContext;
}

/**
 * Makes what stands between a request and its execution: every rule, in their order before it, in reverse order after it.
 * An operation that concerns no rule runs as if there were no guard. What a rule throws refuses the whole request, and the rules
 * before it see the refusal pass.
 */
export function createGuard(rules: readonly OperationRule[]) {
  const bySchema = new WeakMap<
    GraphQLSchema,
    WeakMap<DocumentNode, Map<string | undefined, OperationCheck[]>>
  >();

  const checksFor = (graph: GuardedGraph, { document, source, operationName }: RunnableRequest) => {
    const byDocument = memo(bySchema, graph.apiSchema, () => new WeakMap());
    const byName = memo(byDocument, document, () => new Map());
    return memo(byName, operationName, () => inspect(rules, graph, document, source, operationName));
  };

  const texts = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode): string => memo(texts, document, () => print(document));
  const asRunnable = (request: RunnableRequest, { document }: GuardedRequest): RunnableRequest =>
    document === request.document ? request : { ...request, document, source: textOf(document) };

  return async (graph: GuardedGraph, request: RunnableRequest): Promise<GuardedResult> => {
    let checks: OperationCheck[];
    try {
      checks = checksFor(graph, request);
    } catch (error) {
      return refusalBy(error);
    }
    if (checks.length === 0) return graph.execute(request);
    const { context, variables, document } = request;
    const caller: Caller = context.caller ?? VISITOR;
    let guarded: GuardedRequest = { document, variables, caller, call: context };
    const passed: OperationCheck[] = [];
    let refusal: GuardedResult | undefined;
    try {
      for (const check of checks) {
        const smaller: DocumentNode | undefined = check.before?.(guarded);
        if (smaller) guarded = { ...guarded, document: smaller };
        passed.unshift(check);
      }
    } catch (error) {
      refusal = refusalBy(error);
    }
    let result = refusal ?? (await graph.execute(asRunnable(request, guarded)));
    for (const check of passed) {
      if (check.after) result = await check.after(guarded, result);
    }
    return result;
  };
}

function refusalBy(error: unknown): GuardedResult {
  if (error instanceof GraphQLError) return { errors: [error] };
  throw error;
}

function inspect(
  rules: readonly OperationRule[],
  { hash, apiSchema, possibleTypes, directives }: GuardedGraph,
  document: DocumentNode,
  source: string,
  operationName: string | undefined,
): OperationCheck[] {
  const definition = resolveOperation(document, operationName);
  const fragments = Object.fromEntries(
    document.definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const operation = {
    schema: apiSchema,
    possibleTypes,
    index: policyIndex(directives),
    definition,
    fragments,
    hash: createHash("sha256").update(source).digest("hex"),
    ...(hash === undefined ? {} : { supergraph: hash }),
  };
  return rules.map((rule) => rule.inspect(operation)).filter((check) => check !== undefined);
}

function memo<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
