import { GraphQLError } from "graphql";
import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import { isJsonObject, type JsonObject } from "../codegen.ts";
import type { CompiledOperation } from "../compileOperation.ts";
import { type ConcretePath, fieldsOfPath, type PathStep, visitPath } from "../plan/FlattenPath.ts";
import type { ResponseFields } from "../plan/ResponseFields.ts";
import { unaliased } from "../plan/unaliased.ts";
import { AnswerPlaces } from "./AnswerPlaces.ts";
import { ExplainedPlaces } from "./ExplainedPlaces.ts";

/** More errors than this are not kept: an answer is no place for thousands. */
const MAX_ERRORS = 1_000;

/** Where an answer of a fetch goes: what it takes to say where in the client's answer something is wrong. */
export interface FetchPlace {
  subgraph: string;
  path: readonly PathStep[];
  operation: { fields: ResponseFields };
  /** Of a fetch of entities only. */
  representations?: unknown;
}

/** An error of some objects: below each of them at this path. */
export interface ObjectError {
  objects: ReadonlySet<JsonObject>;
  below: ConcretePath;
  error: unknown;
}

/** The errors of one run, each with its place in the client's answer. */
export class ErrorLog {
  readonly list: GraphQLError[] = [];
  readonly #explained = new ExplainedPlaces();
  readonly #places: AnswerPlaces;
  readonly #data: JsonObject;
  readonly #operation: CompiledOperation;

  constructor(data: JsonObject, operation: CompiledOperation) {
    this.#data = data;
    this.#operation = operation;
    this.#places = new AnswerPlaces(data, operation);
  }

  /** A fetch gave nothing usable: each error at the first field it should have filled of the first of its objects. */
  addFailures(fetch: FetchPlace, failures: readonly Error[], objects: readonly JsonObject[]): void {
    if (this.#isFull) return;
    let first: ConcretePath | undefined;
    for (const [object, places] of this.#placesOf(fetch.path, new Set(objects))) {
      for (const place of places) {
        this.#explainMissing(fetch, place);
        first ??= this.#places.locate([...place, ...this.#firstField(fetch, place, object)]);
      }
    }
    for (const failure of failures) this.#add(first ?? fieldsOfPath(fetch.path), failure, fetch.subgraph);
  }

  /** An error a subgraph reported of root fields, which were to go into these objects (mostly: the root alone). */
  addRootError(fetch: FetchPlace, error: unknown, targets: readonly JsonObject[]): void {
    const path = pathOfError(error);
    if (path.length === 0) this.addFailures(fetch, [asError(error)], targets);
    else this.addEntityErrors(fetch, [{ objects: new Set(targets), below: path, error }]);
  }

  /** Errors a subgraph reported of entities: each at every place that used the entity's answer. */
  addEntityErrors(fetch: FetchPlace, errors: readonly ObjectError[]): void {
    if (this.#isFull) return;
    const concerned = new Set<JsonObject>();
    for (const { objects } of errors) for (const object of objects) concerned.add(object);
    const places = this.#placesOf(fetch.path, concerned);
    for (const { objects, below, error } of errors) {
      for (const place of [...objects].flatMap((object) => places.get(object) ?? [])) {
        if (this.#isFull) return;
        const located = this.#places.locate([...place, ...below]);
        if (!located) continue;
        this.#explained.add(located);
        this.#add(located, asError(error), fetch.subgraph);
      }
    }
  }

  /** A fault found in the data itself. */
  addInvalid(path: ConcretePath, message: string): void {
    if (this.#explained.has(path)) return;
    this.#push(new GraphQLError(message, { path: [...path], extensions: { code: "SUBGRAPH_BAD_RESPONSE" } }));
  }

  #add(path: ConcretePath, error: Error, subgraph: string): void {
    const { code, message, originalError } = describe(error);
    const extensions: JsonObject = { serviceName: subgraph };
    if (code) extensions.code = code;
    this.#push(new GraphQLError(message, { path, extensions, ...(originalError ? { originalError } : {}) }));
  }

  #push(error: GraphQLError): void {
    if (!this.#isFull) this.list.push(error);
  }

  /** Then nothing more is looked for, nor explained: nobody would read it, and finding the places of errors is work. */
  get #isFull(): boolean {
    return this.list.length >= MAX_ERRORS;
  }

  /** Where the objects stand; object by object as first met. */
  #placesOf(path: readonly PathStep[], objects: ReadonlySet<JsonObject>): Map<JsonObject, ConcretePath[]> {
    const places = new Map<JsonObject, ConcretePath[]>();
    visitPath(this.#data, path, (object, place) => {
      if (!objects.has(object)) return;
      const known = places.get(object);
      if (known) known.push(place);
      else places.set(object, [place]);
    });
    return places;
  }

  /** What a fetch did not fill needs no further error: of an entity also what other fetches make of that. */
  #explainMissing(fetch: FetchPlace, place: ConcretePath): void {
    const isEntity = fetch.representations !== undefined;
    const missing = isEntity ? [place] : [...fetch.operation.fields.keys()].map((key) => [...place, key]);
    for (const one of missing) {
      const located = this.#places.locate(one);
      if (located) this.#explained.add(located);
    }
  }

  /** The first field of the query that the fetch answers for the object. */
  #firstField(fetch: FetchPlace, place: ConcretePath, { __typename }: JsonObject): string[] {
    for (const [key, { conditions }] of fetch.operation.fields) {
      const name = unaliased(key);
      const fits =
        !conditions ||
        typeof __typename !== "string" ||
        [...conditions].some((type) => this.#operation.types.isOf(__typename, type));
      if (name !== "__typename" && fits && this.#places.isAsked(place, name)) return [name];
    }
    return [];
  }
}

/** The path of an error as a subgraph gave it, as far as it is one. */
export function pathOfError(error: unknown): ConcretePath {
  const path: unknown[] = isJsonObject(error) && Array.isArray(error.path) ? error.path : [];
  const end = path.findIndex((element) => typeof element !== "string" && typeof element !== "number");
  return (end < 0 ? path : path.slice(0, end)) as ConcretePath;
}

/** An error as a subgraph gave it, whatever that was; only its message and code count. */
export function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  const { message, extensions } = isJsonObject(error) ? error : {};
  const code = isJsonObject(extensions) ? extensions.code : undefined;
  return new GraphQLError(
    typeof message === "string" && message ? message : "the subgraph reported an error",
    {
      ...(typeof code === "string" ? { extensions: { code } } : {}),
    },
  );
}

function describe(error: Error): { message: string; code?: string; originalError?: Error } {
  if (error instanceof SubgraphFailure)
    return { message: error.message, code: error.code, originalError: error };
  if (!(error instanceof GraphQLError)) return { message: error.message };
  const { code } = error.extensions;
  return {
    message: error.message,
    ...(typeof code === "string" ? { code } : {}),
    ...(error.originalError ? { originalError: error.originalError } : {}),
  };
}
