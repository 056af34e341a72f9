import type { Document } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";

/** The document an input refers to. @throws UserFailure `NOT_FOUND` naming the input field */
export async function mustFind<T extends Document & { _id: string }>(
  collection: DocumentCollection<T>,
  id: string,
  field: string,
): Promise<T> {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's Filter<T> cannot be built for a generic T
  const found = (await collection.findOne({ _id: id } as any)) as T | null;
  if (found) return found;
  throw new UserFailure("NOT_FOUND", `${field} refers to nothing this agency knows`, field);
}
