import type { Document, Filter, UpdateFilter, WithId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

export interface Transition<T> {
  id: string;
  /** The input field that named the id. */
  field: string;
  /** What the id names, in words. */
  what: string;
  from: readonly string[];
  /** Further conditions that must hold in the same atomic step. */
  condition?: Filter<T>;
  update: UpdateFilter<T>;
  /** Why a document in an allowed state was refused: what `condition` asks for. */
  explain?: (present: WithId<T>) => UserFailure | null;
}

/**
 * Moves a document from one of the allowed states to another in one atomic step.
 * @throws UserFailure NOT_FOUND, ILLEGAL_TRANSITION naming the present and the allowed states, or what `explain` says
 */
export async function transition<T extends Document & { status: string }>(
  collection: DocumentCollection<T>,
  { id, field, what, from, condition = {}, update, explain = () => null }: Transition<T>,
): Promise<WithId<T>> {
  const filter = { $and: [{ _id: id, status: { $in: from } }, condition] } as unknown as Filter<T>;
  const moved = await collection.findOneAndUpdate(filter, update, { returnDocument: "after" });
  if (moved) return moved;
  const present = await collection.findOne({ _id: id } as Filter<T>);
  if (present === null) throw new UserFailure("NOT_FOUND", `there is no ${what} "${id.slice(0, 60)}"`, field);
  const reason = from.includes(present.status) ? explain(present) : null;
  throw (
    reason ??
    new UserFailure(
      "ILLEGAL_TRANSITION",
      `the ${what} is ${present.status}; this act needs it to be ${from.join(" or ")}`,
      field,
    )
  );
}
