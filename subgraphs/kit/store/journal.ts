import type { Document, OptionalUnlessRequiredId, UpdateFilter, WithId } from "mongodb";
import { type DocumentCollection, type DocumentStore, isDuplicateKey } from "./DocumentStore.ts";
import {
  applyEffect,
  checkEffects,
  type Effect,
  forgetEffects,
  readEffects,
  writeEffects,
} from "./journalEffects.ts";

/**
 * # Exactly-once effects without transactions
 *
 * An entry (a ledger line, a service record, a registration) changes figures on other documents. Servers without
 * multi-document transactions keep one promise only: an update of one document is atomic. So an entry is written first,
 * together with what it is about to do; each effect writes its amount and the entry's id in one atomic update, which does
 * nothing when the id is already there; then the entry is marked done and the ids are taken off again. Whoever finds
 * an entry that a crashed process left halfway finishes it by the same steps.
 *
 * Guarantee: every effect of an entry happens exactly once or, when its guard refuses, no effect and no entry remains.
 *
 * Limit: a poster that is stalled between two statements for longer than the lease, while another process finishes its entry,
 * could apply an effect again. It checks its lease before each effect, so the stall must fall inside that one step.
 */
export interface JournalEntry extends Document {
  /** The caller's idempotency key. */
  _id: string;
  /** While effects are outstanding: since when somebody has been working on them. */
  pending?: Date;
  /** The outstanding effects, as text. */
  effects?: string;
  /** All effects are in; only their traces remain to be cleared. */
  effected?: boolean;
}

export interface JournalOptions {
  readonly now?: () => Date;
  /** After this time without progress an entry may be finished by somebody else, in milliseconds. */
  readonly leaseMs?: number;
  /** How long to wait for another poster of the same entry, in milliseconds. */
  readonly patienceMs?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export type PostResult<E> =
  | { readonly rejected: false; readonly created: boolean; readonly entry: WithId<E> }
  | { readonly rejected: true };

const LEASE_MS = 60_000;
const PATIENCE_MS = 2_000;
const POLL_MS = 15;
/** More than that many posts of one key, each rejected just as the next one comes, do not happen by chance. */
const MOST_ATTEMPTS = 20;

type Entries<E extends JournalEntry> = DocumentCollection<E>;

/**
 * Posts an entry and applies its effects exactly once.
 *
 * A second post with the same `_id` changes nothing and returns the first entry with `created: false`, still `pending` if its
 * poster has not finished in time; whether the payloads agree is for the caller to compare.
 * `rejected` means the first effect's guard did not hold, or its document does not exist: nothing was changed.
 * A later effect whose document does not exist and which has no `setOnInsert` has nothing to change.
 * @throws the store's duplicate-key error when a unique index other than that of `_id` refuses the entry
 */
export async function postEntry<E extends JournalEntry>(
  entries: Entries<E>,
  store: DocumentStore,
  entry: E,
  effects: readonly Effect[],
  options: JournalOptions = {},
): Promise<PostResult<E>> {
  checkEffects(effects);
  const { now = () => new Date() } = options;
  for (let attempt = 1; ; attempt++) {
    const pending = now();
    const written = { ...entry, pending, effects: writeEffects(effects) };
    try {
      await entries.insertOne(written as unknown as OptionalUnlessRequiredId<E>);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const existing = await awaitPosted(entries, store, entry._id, options);
      // It was rejected meanwhile: this post stands on its own; or another unique index refuses it, again and again.
      if (!existing && attempt < MOST_ATTEMPTS) continue;
      if (!existing) throw error;
      return { rejected: false, created: false, entry: existing };
    }
    const outcome = await finish(entries, store, written, effects, options);
    if (outcome === "rejected") return { rejected: true };
    if (outcome === "done") return { rejected: false, created: true, entry: entry as unknown as WithId<E> };
    const taken = await awaitPosted(entries, store, entry._id, options);
    return taken ? { rejected: false, created: true, entry: taken } : { rejected: true };
  }
}

/**
 * Finishes entries that a crashed or stalled process left behind. `SubgraphDefinition.settle` is the place to call it, at the start and every minute;
 * several processes may run it at once. Returns how many entries it finished or removed.
 */
export async function settlePending<E extends JournalEntry>(
  entries: Entries<E>,
  store: DocumentStore,
  options: JournalOptions & { readonly olderThanMs?: number } = {},
): Promise<number> {
  const { olderThanMs = LEASE_MS, now = () => new Date() } = options;
  const cutoff = new Date(now().getTime() - olderThanMs);
  const stale = await entries.find({ pending: { $lte: cutoff } } as never).toArray();
  let settled = 0;
  for (const entry of stale) if (await takeOver(entries, store, entry as unknown as E, options)) settled++;
  return settled;
}

async function takeOver<E extends JournalEntry>(
  entries: Entries<E>,
  store: DocumentStore,
  entry: E,
  options: JournalOptions,
): Promise<boolean> {
  const claimed = await claim(entries, entry, options);
  if (!claimed) return false;
  const outcome = await finish(entries, store, claimed, readEffects(claimed.effects ?? "[]"), options);
  return outcome !== "lost";
}

/** Restarts the lease, unless somebody else has since. */
async function claim<E extends JournalEntry>(
  entries: Entries<E>,
  entry: E,
  options: JournalOptions,
): Promise<E | null> {
  const { now = () => new Date() } = options;
  const claimed = await entries.findOneAndUpdate(
    { _id: entry._id, pending: entry.pending } as never,
    { $set: { pending: now() } } as unknown as UpdateFilter<E>,
    { returnDocument: "after" },
  );
  return claimed as E | null;
}

async function finish<E extends JournalEntry>(
  entries: Entries<E>,
  store: DocumentStore,
  entry: E,
  effects: readonly Effect[],
  options: JournalOptions,
): Promise<"done" | "rejected" | "lost"> {
  const { now = () => new Date(), leaseMs = LEASE_MS } = options;
  const id = { _id: entry._id } as never;
  let held = entry;
  for (const [i, effect] of held.effected ? [] : effects.entries()) {
    if (now().getTime() - (held.pending as Date).getTime() > leaseMs / 2) {
      const renewed = await claim(entries, held, options);
      if (!renewed) return "lost";
      held = renewed;
    }
    const outcome = await applyEffect(store, effect, entry._id);
    if (outcome !== "applied" && i === 0) {
      const { deletedCount } = await entries.deleteOne({ _id: held._id, pending: held.pending } as never);
      return deletedCount === 1 ? "rejected" : "lost";
    }
  }
  await entries.updateOne(id, { $set: { effected: true } } as unknown as UpdateFilter<E>);
  await forgetEffects(store, effects, entry._id);
  await entries.updateOne(id, {
    $unset: { pending: "", effects: "", effected: "" },
  } as unknown as UpdateFilter<E>);
  return "done";
}

/** The entry once it is no longer pending, or as it is when patience ends; `null` when it was rejected. */
async function awaitPosted<E extends JournalEntry>(
  entries: Entries<E>,
  store: DocumentStore,
  id: string,
  options: JournalOptions,
): Promise<WithId<E> | null> {
  const { leaseMs = LEASE_MS, patienceMs = PATIENCE_MS, now = () => new Date() } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  for (let waited = 0; ; waited += POLL_MS) {
    const entry = await entries.findOne({ _id: id } as never);
    if (!entry?.pending || entry.effected || waited >= patienceMs) return entry && asPosted(entry);
    if (now().getTime() - entry.pending.getTime() > leaseMs) {
      await takeOver(entries, store, entry as unknown as E, options);
    } else {
      await sleep(POLL_MS);
    }
  }
}

/** An entry as its poster wrote it, still `pending` if effects are outstanding. */
function asPosted<E extends JournalEntry>(stored: WithId<E>): WithId<E> {
  const { effects: _, effected, pending, ...entry } = stored;
  return (effected || !pending ? entry : { ...entry, pending }) as WithId<E>;
}
