import { createHash } from "node:crypto";
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, print } from "graphql";
import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import type { CallContext } from "../../transport/SubgraphTransport.ts";
import { policyIndex } from "../PolicyIndex.ts";
import type { GuardedRequest, GuardedResult, OperationCheck, OperationRule } from "./OperationRule.ts";

/** What the guard must know of the supergraph a request runs on. */
export interface GuardedGraph {
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
 * An operation that concerns no rule runs as if there were no guard. What a rule throws refuses the whole request.
 */
export function createGuard(rules: readonly OperationRule[]) {
  const bySchema = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Map<string | null, OperationCheck[]>>>();

  const checksFor = (graph: GuardedGraph, { document, source, operationName }: RunnableRequest) => {
    const byDocument = memo(bySchema, graph.apiSchema, () => new WeakMap());
    const byName = memo(byDocument, document, () => new Map());
    return memo(byName, operationName ?? null, () => inspect(rules, graph, document, source, operationName));
  };

  const texts = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode): string => memo(texts, document, () => print(document));

  return async (graph: GuardedGraph, request: RunnableRequest): Promise<GuardedResult> => {
    let guarded: GuardedRequest | undefined;
    let checks: OperationCheck[];
    let runnable = request;
    try {
      checks = checksFor(graph, request);
      if (checks.length === 0) return graph.execute(request);
      const { context, variables, document } = request;
      const caller: Caller = context.caller ?? VISITOR;
      guarded = { document, variables, caller, call: context };
      for (const check of checks) {
        const smaller: DocumentNode | undefined = check.before?.(guarded);
        if (smaller) guarded = { ...guarded, document: smaller };
      }
      if (guarded.document !== document)
        runnable = { ...request, document: guarded.document, source: textOf(guarded.document) };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    let result = await graph.execute(runnable);
    for (const check of [...checks].reverse()) {
      if (check.after) result = await check.after(guarded, result);
    }
    return result;
  };
}

function inspect(
  rules: readonly OperationRule[],
  { apiSchema, possibleTypes, directives }: GuardedGraph,
  document: DocumentNode,
  source: string,
  operationName: string | undefined,
): OperationCheck[] {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const definition =
    operationName === undefined
      ? operations[0]
      : operations.find(({ name }) => name?.value === operationName);
  // What has no such operation is refused where it would run.
  if (!definition) return [];
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
