/** The port is a part of the driver's collection: checked by the compiler, so that no wrapper is ever needed. */
import type { Collection, Document } from "mongodb";
import { expectTypeOf, it } from "vitest";
import type { DocumentCollection } from "./DocumentStore.ts";

interface Volunteer extends Document {
  _id: string;
  hours: number;
  tags?: string[];
}

it("accepts the driver's collection as it is", () => {
  expectTypeOf<Collection<Volunteer>>().toExtend<DocumentCollection<Volunteer>>();
  expectTypeOf<Collection<Document>>().toExtend<DocumentCollection<Document>>();
});
