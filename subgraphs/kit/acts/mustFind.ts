import type { Document, Filter, WithId } from "mongodb";
import { UserFailure } from "../graphql/UserFailure.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";

/** How an input names something: in which field, and what it is, in words such as `"referral"`. */
export interface Named {
  field: string;
  what: string;
}

/** The document an input refers to. @throws UserFailure `NOT_FOUND` naming the input field */
export async function mustFind<T extends Document & { _id: string }>(
  collection: DocumentCollection<T>,
  id: string,
  { field, what }: Named,
): Promise<WithId<T>> {
  const found = await collection.findOne({ _id: id } as Filter<T>);
  if (found) return found;
  throw new UserFailure("NOT_FOUND", `there is no ${what} with this id`, field);
}
