import type { DocumentStore } from "../../../subgraphs/kit/store/DocumentStore.ts";

/** What is in the stores, or in the environment, and must never be in an answer. */
export const CANARIES = {
  /** The given name of everybody whose name is kept: masked names show the first character only. */
  name: "鸾皋密语",
  phone: "19900277351",
  birthDate: "1957-03-29",
  /** A field no schema has, in every document. */
  hidden: "canary-of-a-hidden-field",
  environment: "canary-of-the-environment",
} as const;

/** Personal fields wherever a collection has them. */
const PERSONAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  volunteers: { name: `王${CANARIES.name}`, phone: CANARIES.phone, birthDate: CANARIES.birthDate },
  socialWorkers: { name: `李${CANARIES.name}`, birthDate: CANARIES.birthDate },
};

/** Writes the canaries into every document. */
export async function plantCanaries(store: DocumentStore, collections: readonly string[]): Promise<void> {
  for (const name of collections) {
    const planted = { fuzzCanary: CANARIES.hidden, ...PERSONAL[name] };
    await store.collection(name).updateMany({}, { $set: planted });
  }
}
