import type { Document, Filter, UpdateFilter, WithId } from "mongodb";
import type { UserFailure } from "../graphql/UserFailure.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { illegalTransition } from "./illegalTransition.ts";
import { mustFind, type Named } from "./mustFind.ts";

export interface Transition<T> extends Named {
  id: string;
  /** The field that holds the state, `status` unless told. */
  stateField?: keyof T & string;
  from: readonly string[];
  /** Further conditions that must hold in the same atomic step. */
  condition?: Filter<T>;
  update: UpdateFilter<T>;
  /** Why a document in an allowed state was refused: what `condition` asks for. */
  explain?: (present: WithId<T>) => UserFailure | null;
}

/**
 * Moves a document from one of the allowed states to another in one atomic step.
 * @throws UserFailure `NOT_FOUND`, `ILLEGAL_TRANSITION` naming the present and the allowed states, or what `explain` says
 */
export async function transition<T extends Document & { _id: string }>(
  collection: DocumentCollection<T>,
  { id, stateField = "status", from, condition = {}, update, explain = () => null, ...named }: Transition<T>,
): Promise<WithId<T>> {
  const filter = { $and: [{ _id: id, [stateField]: { $in: from } }, condition] } as unknown as Filter<T>;
  const moved = await collection.findOneAndUpdate(filter, update, { returnDocument: "after" });
  if (moved) return moved;
  const present = await mustFind(collection, id, named);
  const state = String((present as Document)[stateField]);
  throw (from.includes(state) ? explain(present) : null) ?? illegalTransition(named, state, from);
}
