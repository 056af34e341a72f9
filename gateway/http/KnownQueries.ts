import type { ApolloServerPlugin, GraphQLRequestListener } from "@apollo/server";
import { type DocumentNode, type GraphQLSchema, Kind } from "graphql";
import { LRUCache } from "lru-cache";

/** Texts of which more are forgotten, and text kept, in characters: what is parsed of it takes some hundred times as many bytes. */
const MAX_QUERIES = 1_000;
const MAX_CHARACTERS = 1_000_000;

/** A document of one query that Apollo Server has parsed and found valid against the current schema. */
export interface KnownQuery {
  source: string;
  document: DocumentNode;
  operationName: string | null;
}

/** One request for a known query. */
export interface KnownRequest {
  query: KnownQuery;
  operationName?: string;
  variables: Record<string, unknown>;
}

/** Remembers the queries that Apollo Server has let pass, until the schema changes. */
export class KnownQueries {
  /** To be installed in Apollo Server: learns its queries. */
  readonly plugin: ApolloServerPlugin;
  #schema: GraphQLSchema | undefined;
  readonly #byText = new LRUCache<string, KnownQuery>({
    max: MAX_QUERIES,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ source }) => source.length + 1,
  });

  constructor() {
    // Once execution starts, everything that may refuse a text has let it pass.
    const listener: GraphQLRequestListener<object> = {
      executionDidStart: async ({ schema, source, document }) => {
        if (schema === this.#schema) this.#learn(source, document);
      },
    };
    this.plugin = { requestDidStart: async () => listener };
  }

  get schema(): GraphQLSchema | undefined {
    return this.#schema;
  }

  /** From now on another schema is served: what was valid need not be so any more. */
  forgetFor(schema: GraphQLSchema): void {
    this.#schema = schema;
    this.#byText.clear();
  }

  /** A request's parsed body, if it is in every way usual and asks a known query. */
  find(body: unknown): KnownRequest | undefined {
    if (!isRecord(body)) return undefined;
    const { query: source, operationName, variables, extensions } = body;
    const query = typeof source === "string" ? this.#byText.get(source) : undefined;
    if (!query) return undefined;
    // Persisted queries are Apollo Server's business.
    if (!isNothing(extensions) && !(isRecord(extensions) && !("persistedQuery" in extensions)))
      return undefined;
    if (!isNothing(variables) && !isRecord(variables)) return undefined;
    if (!isNothing(operationName) && operationName !== query.operationName) return undefined;
    return {
      query,
      variables: isRecord(variables) ? variables : {},
      ...(typeof operationName === "string" ? { operationName } : {}),
    };
  }

  #learn(source: string, document: DocumentNode): void {
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const [only] = operations;
    if (operations.length !== 1 || only?.kind !== Kind.OPERATION_DEFINITION || only.operation !== "query")
      return;
    this.#byText.set(source, { source, document, operationName: only.name?.value ?? null });
  }
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
