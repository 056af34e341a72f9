import { BSON, type Document, type UpdateFilter } from "mongodb";
import { type DocumentCollection, type DocumentStore, isDuplicateKey } from "./DocumentStore.ts";

/** What posting an entry does to one other document. */
export interface Effect {
  /** Name of the collection the document is in. */
  readonly collection: string;
  readonly filter: { readonly _id: string };
  /** Amounts to add, by (dotted) field path. */
  readonly inc: Readonly<Record<string, number>>;
  /** Create the document with these fields when it does not exist. */
  readonly setOnInsert?: Document;
  /** Condition on the document, e.g. `{ balance: { $gte: 30 } }`; only on the first effect, never with `setOnInsert`. */
  readonly guard?: Document;
}

interface Target extends Document {
  _id: string;
  /** Ids of entries whose effect is in the document's figures while the entry is still pending. */
  applied?: string[];
}

export type EffectOutcome = "applied" | "refused" | "missing";

/** Throws {@link TypeError} on effects that could not be undone: see {@link Effect.guard}. */
export function checkEffects(effects: readonly Effect[]): void {
  const seen = new Set<string>();
  for (const [i, effect] of effects.entries()) {
    if (effect.guard && i > 0) throw new TypeError("Only the first effect of an entry may carry a guard");
    if (effect.guard && effect.setOnInsert)
      throw new TypeError("A guarded effect needs an existing document");
    if (Object.keys(effect.inc).length === 0) throw new TypeError("An effect needs something to increment");
    const target = `${effect.collection}/${effect.filter._id}`;
    if (seen.has(target)) throw new TypeError("An entry may affect a document once only: add the amounts up");
    seen.add(target);
  }
}

/** Effects hold operators and dotted paths as field names, which not every server stores: kept as text. */
export function writeEffects(effects: readonly Effect[]): string {
  return BSON.EJSON.stringify(effects);
}

export function readEffects(text: string): Effect[] {
  return BSON.EJSON.parse(text) as Effect[];
}

/** Applies an effect unless it has been: the amount and the entry's id are written in one atomic update. */
export async function applyEffect(
  store: DocumentStore,
  effect: Effect,
  entryId: string,
): Promise<EffectOutcome> {
  const targets = store.collection<Target>(effect.collection);
  for (;;) {
    const written = await tryApply(targets, effect, entryId);
    if (written) return "applied";
    const target = await targets.findOne(effect.filter, { projection: { applied: 1 } });
    if (target?.applied?.includes(entryId)) return "applied";
    // An upsert collides with a document made meanwhile on behalf of another entry: it exists now, so try again.
    if (!effect.setOnInsert) return target ? "refused" : "missing";
  }
}

async function tryApply(
  targets: DocumentCollection<Target>,
  effect: Effect,
  entryId: string,
): Promise<boolean> {
  const filter = { ...effect.filter, ...effect.guard, applied: { $ne: entryId } };
  const update: Document = { $inc: effect.inc, $push: { applied: entryId } };
  const upsert = effect.setOnInsert !== undefined;
  if (effect.setOnInsert && Object.keys(effect.setOnInsert).length > 0)
    update.$setOnInsert = effect.setOnInsert;
  try {
    const { matchedCount, upsertedCount } = await targets.updateOne(filter, update, { upsert });
    return matchedCount + upsertedCount > 0;
  } catch (error) {
    if (upsert && isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Takes the entry's id off the documents again, once the entry no longer needs it. */
export async function forgetEffects(
  store: DocumentStore,
  effects: readonly Effect[],
  entryId: string,
): Promise<void> {
  const pull: Document = { $pull: { applied: entryId } };
  for (const effect of effects) {
    await store.collection<Target>(effect.collection).updateOne(effect.filter, pull as UpdateFilter<Target>);
  }
}
