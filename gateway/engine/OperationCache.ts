import type { QueryPlan } from "@apollo/query-planner";
import { GraphQLError, type GraphQLSchema, print } from "graphql";
import { LRUCache } from "lru-cache";
import { operationKey } from "../planner/operationKey.ts";
import type { Planner } from "../planner/Planner.ts";
import type { JsonObject } from "./codegen.ts";
import { type CompiledOperation, compileOperation } from "./compileOperation.ts";
import type { EngineRequest } from "./Generation.ts";
import {
  dropVariants,
  type FormKeeper,
  keepVariant,
  type PreparedOperation,
  prepareOperation,
  variantKey,
} from "./PreparedOperation.ts";
import { type PlannableOperation, toPlannable } from "./plan/toPlannable.ts";
import type { TypeTable } from "./TypeTable.ts";

type OperationRequest = Pick<EngineRequest, "source" | "document" | "operationName">;

/**
 * What operations take on average, at most: characters of text, each some hundred bytes once parsed, and selections of compiled
 * forms, each some 600.
 */
const TEXT_EACH = 1_000;
const SELECTIONS_EACH = 400;

export interface OperationCacheOptions {
  schema: GraphQLSchema;
  types: TypeTable;
  planner: Planner;
  /** Names of the fields that the planner may add to what a client asks. */
  plannedFieldNames: ReadonlySet<string>;
  /** Most operations kept. */
  max: number;
  /** Told of every operation, or form of one, that was dropped for others. */
  onEvict: () => void;
}

/**
 * The compiled operations of one supergraph, the least recently used dropped first. The text as it came finds one at once; a
 * text that differs only in layout and comments finds the same by its normal form. Each is planned once, however many
 * requests wait for it.
 */
export class OperationCache {
  readonly #options: OperationCacheOptions;
  /** Every compiled form, so that they are bounded together: one operation may have many, each as large as it. */
  readonly #forms: LRUCache<CompiledOperation, () => void>;
  readonly #byText: LRUCache<string, PreparedOperation>;
  /** Those that are known by a text. */
  readonly #byNormalForm = new Map<string, PreparedOperation>();

  constructor(options: OperationCacheOptions) {
    this.#options = options;
    this.#byText = new LRUCache({
      max: options.max,
      maxSize: options.max * TEXT_EACH,
      sizeCalculation: (_operation, text) => text.length + 1,
      dispose: (operation, _text, reason) => reason === "evict" && this.#loseText(operation),
    });
    this.#forms = new LRUCache({
      maxSize: options.max * SELECTIONS_EACH,
      dispose: (forget, _form, reason) => {
        if (reason !== "evict") return;
        forget();
        options.onEvict();
      },
    });
  }

  /** @throws GraphQLError with a code when the document has no such operation, or one that cannot be run */
  prepare({ source, document, operationName }: OperationRequest): PreparedOperation {
    const text = operationKey(source, operationName);
    const known = this.#byText.get(text);
    if (known) return known;
    const normalForm = operationKey(print(document), operationName);
    const prepared =
      this.#byNormalForm.get(normalForm) ?? prepareOperation({ source, operationName, normalForm }, document);
    this.#byText.set(text, prepared);
    if (!this.#byText.has(text)) return prepared; // larger than all that is kept
    prepared.texts += 1;
    this.#byNormalForm.set(normalForm, prepared);
    return prepared;
  }

  /** The form of an operation that these (coerced) variables ask for, if it is compiled or being compiled. */
  known(
    prepared: PreparedOperation,
    variables: JsonObject,
  ): CompiledOperation | Promise<CompiledOperation> | undefined {
    const form = prepared.variants.get(variantKey(prepared, variables));
    if (form && !(form instanceof Promise)) this.#forms.get(form); // it was used just now
    return form;
  }

  /** Compiles that form; rejects with a coded GraphQLError. */
  compile(prepared: PreparedOperation, variables: JsonObject): Promise<CompiledOperation> {
    const key = variantKey(prepared, variables);
    return keepVariant(prepared, key, this.#compile(prepared, variables), this.#keeper);
  }

  clear(): void {
    this.#byText.clear();
    this.#byNormalForm.clear();
    this.#forms.clear();
  }

  readonly #keeper: FormKeeper = {
    keep: (form, forget) => void this.#forms.set(form, forget, { size: 1 + form.selections }),
    drop: (form) => void this.#forms.delete(form),
  };

  /** An operation that no text leads to any more goes, with all its forms. */
  #loseText(prepared: PreparedOperation): void {
    this.#options.onEvict();
    prepared.texts -= 1;
    if (prepared.texts > 0) return;
    this.#byNormalForm.delete(prepared.normalForm);
    dropVariants(prepared, this.#keeper);
  }

  async #compile(prepared: PreparedOperation, variables: JsonObject): Promise<CompiledOperation> {
    const { schema, types, plannedFieldNames } = this.#options;
    try {
      const plannable = toPlannable(schema, prepared, prepared.deciding, variables, plannedFieldNames);
      const plan = await this.#plan(prepared, plannable);
      return compileOperation({ schema, types }, prepared, plannable, variables, plan);
    } catch (error) {
      throw new GraphQLError("the operation cannot be planned", {
        extensions: { code: "INTERNAL_SERVER_ERROR" },
        originalError: error instanceof Error ? error : new Error(String(error)),
      });
    }
  }

  async #plan(prepared: PreparedOperation, { definition, text }: PlannableOperation): Promise<QueryPlan> {
    if (definition.selectionSet.selections.length === 0) return { kind: "QueryPlan" };
    const { source, operationName } = prepared;
    return this.#options.planner.plan({
      source: text ?? source,
      ...(operationName === undefined ? {} : { operationName }),
    });
  }
}
