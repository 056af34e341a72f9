import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { resolveOperation } from "../planner/resolveOperation.ts";
import { type JsonObject, ownValue } from "./codegen.ts";
import type { CompiledOperation } from "./compileOperation.ts";
import type { Fragments } from "./plan/ResponseFields.ts";
import { skipVariables } from "./response/skipVariables.ts";

/** Combinations of `@skip` and `@include` variables that one operation keeps compiled. */
const MAX_VARIANTS = 32;

/** A client operation as it was asked: what is the same whatever its variables are. */
export interface PreparedOperation {
  source: string;
  operationName: string | undefined;
  definition: OperationDefinitionNode;
  fragments: Fragments;
  /** Variables that decide which fields are asked for; undefined where every field always is. */
  deciding: readonly string[] | undefined;
  /** Its compiled forms by the values of those variables, the least recently made first. */
  variants: Map<string, CompiledOperation | Promise<CompiledOperation>>;
}

/** @throws GraphQLError with a code when the document has no such operation, or one that cannot be run */
export function prepareOperation(
  source: string,
  document: DocumentNode,
  operationName: string | undefined,
): PreparedOperation {
  const definition = resolveOperation(document, operationName);
  if (definition.operation === "subscription") {
    throw new GraphQLError("subscriptions are not supported", { extensions: { code: "BAD_REQUEST" } });
  }
  const fragments = fragmentsOf(document);
  const deciding = skipVariables([definition, ...fragments.values()]);
  return { source, operationName, definition, fragments, deciding, variants: new Map() };
}

/** Which of the operation's forms these variables ask for. */
export function variantKey({ deciding }: PreparedOperation, variables: JsonObject): string {
  let key = "";
  for (const name of deciding ?? []) key += ownValue(variables, name) === true ? "1" : "0";
  return key;
}

/** Keeps a form of the operation while it is compiled and after; one that cannot be compiled is forgotten. */
export function keepVariant(
  { variants }: PreparedOperation,
  key: string,
  compiling: Promise<CompiledOperation>,
): Promise<CompiledOperation> {
  const [oldest] = variants.keys();
  if (variants.size >= MAX_VARIANTS && oldest !== undefined) variants.delete(oldest);
  variants.set(key, compiling);
  const settle = (compiled?: CompiledOperation) => {
    if (variants.get(key) !== compiling) return;
    if (compiled) variants.set(key, compiled);
    else variants.delete(key);
  };
  compiling.then(settle, () => settle());
  return compiling;
}

/** Forgets a form of the operation, unless another has taken its place. */
export function dropVariant({ variants }: PreparedOperation, key: string, form: CompiledOperation): void {
  if (variants.get(key) === form) variants.delete(key);
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return new Map(
    definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}
