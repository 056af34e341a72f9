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
  /** What it is known by whatever its layout. */
  normalForm: string;
  definition: OperationDefinitionNode;
  fragments: Fragments;
  /** Variables that decide which fields are asked for; undefined where every field always is. */
  deciding: readonly string[] | undefined;
  /** How many texts it is known by. */
  texts: number;
  /** Its compiled forms by the values of those variables, the least recently made first. */
  variants: Map<string, CompiledOperation | Promise<CompiledOperation>>;
}

/** @throws GraphQLError with a code when the document has no such operation, or one that cannot be run */
export function prepareOperation(
  named: Pick<PreparedOperation, "source" | "operationName" | "normalForm">,
  document: DocumentNode,
): PreparedOperation {
  const { operationName } = named;
  const definition = resolveOperation(document, operationName);
  if (definition.operation === "subscription") {
    throw new GraphQLError("subscriptions are not supported", { extensions: { code: "BAD_REQUEST" } });
  }
  const fragments = fragmentsOf(document);
  const deciding = skipVariables([definition, ...fragments.values()]);
  return { ...named, definition, fragments, deciding, texts: 0, variants: new Map() };
}

/** Which of the operation's forms these variables ask for. */
export function variantKey({ deciding }: PreparedOperation, variables: JsonObject): string {
  let key = "";
  for (const name of deciding ?? []) key += ownValue(variables, name) === true ? "1" : "0";
  return key;
}

/** Told which compiled forms there are. */
export interface FormKeeper {
  keep(form: CompiledOperation, forget: () => void): void;
  drop(form: CompiledOperation): void;
}

/** Keeps a form of the operation while it is compiled and after; one that cannot be compiled is forgotten. */
export function keepVariant(
  { variants }: PreparedOperation,
  key: string,
  compiling: Promise<CompiledOperation>,
  keeper: FormKeeper,
): Promise<CompiledOperation> {
  const [oldest] = variants;
  if (variants.size >= MAX_VARIANTS && oldest !== undefined) dropVariant(variants, oldest, keeper);
  variants.set(key, compiling);
  const settle = (compiled?: CompiledOperation) => {
    if (variants.get(key) !== compiling) return;
    if (!compiled) return void variants.delete(key);
    variants.set(key, compiled);
    keeper.keep(compiled, () => {
      if (variants.get(key) === compiled) variants.delete(key);
    });
  };
  compiling.then(settle, () => settle());
  return compiling;
}

/** Forgets every form of the operation. */
export function dropVariants({ variants }: PreparedOperation, keeper: FormKeeper): void {
  for (const variant of variants) dropVariant(variants, variant, keeper);
}

function dropVariant(
  variants: PreparedOperation["variants"],
  [key, form]: [string, CompiledOperation | Promise<CompiledOperation>],
  keeper: FormKeeper,
): void {
  variants.delete(key);
  if (!(form instanceof Promise)) keeper.drop(form);
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return new Map(
    definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}
