// Parcels that are sent once, however often the client asks, and that move from one state to the next.
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { UserFailure } from "../graphql/UserFailure.ts";
import { isDuplicateKey } from "../store/DocumentStore.ts";
import { openTestStore } from "../store/testStore.ts";
import { checkClientKey } from "./checkClientKey.ts";
import { contentHash } from "./contentHash.ts";
import { derivedDigits } from "./derivedDigits.ts";
import { derivedId } from "./derivedId.ts";
import { findCreated } from "./findCreated.ts";
import { insertOnce } from "./insertOnce.ts";
import { transition } from "./transition.ts";

interface Parcel extends Document {
  _id: string;
  to: string;
  number?: string;
  status: string;
  contentHash?: string;
}

async function openParcels() {
  const store = await openTestStore("acts");
  const parcels = store.collection<Parcel>("parcels");
  const send = (clientKey: string, to: string) => {
    const content = { to };
    const _id = derivedId("pa", "send", checkClientKey(clientKey));
    return insertOnce(parcels, { _id, ...content, status: "SENT", contentHash: contentHash(content) });
  };
  return { parcels, send, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** The failure as `CODE field: message`. */
const refusal = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => "it was let through",
    (error: unknown) => {
      if (!(error instanceof UserFailure)) throw error;
      const { code, field, message } = error.userError;
      return `${code} ${field?.at(-1)}: ${message}`;
    },
  );

describe("an act under a client's key", () => {
  it("creates once, whoever comes first", async () => {
    await using at = await openParcels();
    const results = await Promise.all(Array.from({ length: 10 }, () => at.send("key", "Li")));
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ document }) => document._id)).size).toBe(1);
    expect(await at.parcels.countDocuments()).toBe(1);
  });
  it("is refused when the key stands for something else", async () => {
    await using at = await openParcels();
    const { document } = await at.send("key", "Li");
    expect(await refusal(at.send("key", "Wang"))).toMatch(/^CONFLICT clientKey: .*choose a new one/);
    const identity = { _id: document._id };
    expect(await findCreated(at.parcels, identity, contentHash({ to: "Li" }))).toMatchObject({ to: "Li" });
    expect(await refusal(findCreated(at.parcels, identity, contentHash({ to: "Wang" })))).toMatch(
      /^CONFLICT/,
    );
    expect(await findCreated(at.parcels, { _id: "pa_none" }, "")).toBeNull();
  });
  it("passes on what another unique index refuses", async () => {
    await using at = await openParcels();
    await at.parcels.createIndex({ number: 1 }, { unique: true });
    const parcel = { to: "Li", number: "1", status: "SENT", contentHash: "" };
    await insertOnce(at.parcels, { _id: "one", ...parcel });
    const refused = await insertOnce(at.parcels, { _id: "two", ...parcel }).catch((error: unknown) => error);
    expect(isDuplicateKey(refused)).toBe(true);
    const earlier = await insertOnce(at.parcels, { _id: "two", ...parcel }, { number: "1" });
    expect(earlier).toMatchObject({ created: false, document: { _id: "one" } });
  });
  it.each(["", "  ", "k".repeat(65)])("needs a key, not %j", (key) => {
    expect(() => checkClientKey(key)).toThrow(/1 to 64 characters/);
  });
});

describe("what is derived", () => {
  it("differs with every part and says nothing of it", () => {
    const ids = [derivedId("sr", "a", "bc"), derivedId("sr", "ab", "c"), derivedId("sr", "a", "bd")];
    expect(new Set(ids).size).toBe(3);
    expect(derivedId("sr", "a", "bc")).toBe(ids[0]);
    expect(ids[0]).toMatch(/^sr_[0-9a-f]{24}$/);
    expect(derivedDigits(12, "a", "bc")).toMatch(/^\d{12}$/);
    expect(derivedDigits(12, "a", "bc")).not.toBe(derivedDigits(12, "ab", "c"));
  });
  it("tells content, not the order it is given in", () => {
    expect(contentHash({ x: 1, y: null })).toBe(contentHash({ x: 1 }));
    expect(contentHash({ x: 1, y: 2 })).toBe(contentHash({ y: 2, x: 1 }));
    expect(contentHash({ x: 1, y: 2 })).not.toBe(contentHash({ x: 2, y: 1 }));
  });
});

describe("a transition", () => {
  const receive = (id: string) => ({
    ...{ id, field: "parcelId", what: "parcel", from: ["SENT"] },
    condition: { to: "Li" },
    update: { $set: { status: "RECEIVED" } },
    explain: ({ to }: Parcel) => new UserFailure("NOT_ELIGIBLE", `it is for ${to}`, "parcelId"),
  });
  it("happens once, and says why not", async () => {
    await using at = await openParcels();
    const [li, wang] = [await at.send("1", "Li"), await at.send("2", "Wang")];
    expect(await transition(at.parcels, receive(li.document._id))).toMatchObject({ status: "RECEIVED" });
    expect(await refusal(transition(at.parcels, receive(li.document._id)))).toBe(
      "ILLEGAL_TRANSITION parcelId: the parcel is RECEIVED; this act needs it to be SENT",
    );
    expect(await refusal(transition(at.parcels, receive(wang.document._id)))).toMatch(/^NOT_ELIGIBLE.*Wang/);
    expect(await refusal(transition(at.parcels, receive("pa_x")))).toMatch(/^NOT_FOUND parcelId: .*parcel/);
  });
});
