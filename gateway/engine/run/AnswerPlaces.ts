import { type FieldNode, isObjectType, type SelectionSetNode } from "graphql";
import { isJsonObject, type JsonObject, ownValue } from "../codegen.ts";
import type { CompiledOperation } from "../compileOperation.ts";
import type { ConcretePath } from "../plan/FlattenPath.ts";
import { unaliased } from "../plan/unaliased.ts";
import { collectFields, type FieldsType, selectionSetsOf } from "../response/collectFields.ts";

/** Says where in the client's answer a place of the data is, by what the client asked of the objects on the way. */
export class AnswerPlaces {
  readonly #data: JsonObject;
  readonly #operation: CompiledOperation;

  constructor(data: JsonObject, operation: CompiledOperation) {
    this.#data = data;
    this.#operation = operation;
  }

  /**
   * A path as the client knows it: up to the last field that is in the query. Undefined where it goes on with a field that was
   * only asked of objects of other types, and that nothing else needs: a subgraph that knows an interface as an object
   * (`@interfaceObject`) cannot tell them apart and is asked it of all.
   */
  locate(path: ConcretePath): ConcretePath | undefined {
    const located: ConcretePath = [];
    for (const step of this.#walk(path)) {
      if (step.nodes) located.push(step.key);
      else if (typeof step.key === "number") located.push(step.key);
      else return step.isAskedOfOthers ? undefined : located;
    }
    return located;
  }

  /** Whether the client asked a field, by its key in the data, of the object at a path. */
  isAsked(path: ConcretePath, key: string): boolean {
    return [...this.#walk([...path, key])].at(-1)?.nodes !== undefined;
  }

  /** Goes along a path as far as the client's selections do. */
  *#walk(path: ConcretePath) {
    const { planned, keys, plan } = this.#operation;
    let sets: readonly SelectionSetNode[] = [planned.definition.selectionSet];
    let value: unknown = this.#data;
    for (const element of path) {
      if (typeof element === "number") {
        value = Array.isArray(value) ? value[element] : undefined;
        yield { key: element };
        continue;
      }
      const type = this.#typeOf(value);
      const found = this.#find(type, sets, element);
      if (!found) {
        const isAskedOfOthers =
          type !== undefined &&
          !plan.requiredKeys.has(element) &&
          Boolean(this.#find(undefined, sets, element));
        yield { key: element, isAskedOfOthers };
        return;
      }
      yield { key: keys.toClient(found.key), nodes: found.nodes };
      sets = selectionSetsOf(found.nodes);
      value = isJsonObject(value) ? ownValue(value, found.key) : undefined;
    }
  }

  #find(type: FieldsType | undefined, sets: readonly SelectionSetNode[], element: string) {
    const { schema, planned } = this.#operation;
    const fields = collectFields({ schema, fragments: planned.fragments, variables: {} }, type, sets);
    const key = fields.has(element) ? element : unaliased(element);
    const nodes: FieldNode[] | undefined = fields.get(key);
    return nodes && { key, nodes };
  }

  /** The type of an object in the data as far as known: an interface's name says nothing of the object behind it. */
  #typeOf(value: unknown): FieldsType | undefined {
    const typename = isJsonObject(value) ? ownValue(value, "__typename") : undefined;
    const type = typeof typename === "string" ? this.#operation.schema.getType(typename) : undefined;
    return isObjectType(type) ? type : undefined;
  }
}
