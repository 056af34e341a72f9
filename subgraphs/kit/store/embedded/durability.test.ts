/**
 * What was acknowledged stays: across closing and opening, across a process killed without warning, and with two
 * processes in the same store.
 */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { openEmbeddedStore } from "./openEmbeddedStore.ts";
import { outputOf, startProcess } from "./testing/runProcess.ts";
import { temporaryDirectory } from "./testing/temporaryDirectory.ts";

interface Stored extends Document {
  _id: string;
}

describe("the embedded store", () => {
  it("keeps documents and indexes when it is closed and opened again", async () => {
    await using directory = await temporaryDirectory();
    const first = await openEmbeddedStore({ directory: directory.path });
    const before = first.collection<Stored>("documents");
    await before.createIndex({ kind: 1 }, { unique: true });
    await before.createIndex({ tags: 1 });
    await before.insertMany([
      { _id: "a", kind: 1, tags: ["x", "y"] },
      { _id: "b", kind: 2, tags: ["y"] },
    ]);
    await first.close();

    const second = await openEmbeddedStore({ directory: directory.path });
    const after = second.collection<Stored>("documents");

    expect(await after.find({ tags: "y" }, { sort: { _id: 1 } }).toArray()).toEqual([
      { _id: "a", kind: 1, tags: ["x", "y"] },
      { _id: "b", kind: 2, tags: ["y"] },
    ]);
    await expect(after.insertOne({ _id: "c", kind: 1 })).rejects.toMatchObject({ code: 11000 });
    expect(await after.createIndex({ tags: 1 })).toBe("tags_1");
    await second.close();
  });

  it("keeps a bulk load whose index entries were not merged yet", async () => {
    await using directory = await temporaryDirectory();
    const first = await openEmbeddedStore({ directory: directory.path });
    const before = first.collection<Stored>("documents");
    await before.createIndex({ group: 1, n: -1 });
    await before.insertMany(Array.from({ length: 2_500 }, (_, n) => ({ _id: `d${n}`, group: n % 7, n })));
    await first.close();

    const second = await openEmbeddedStore({ directory: directory.path });
    const after = second.collection<Stored>("documents");

    expect(await after.countDocuments({ group: 3 })).toBe(357);
    const page = await after.find({ group: 3 }, { sort: { n: -1 }, limit: 2 }).toArray();
    expect(page.map(({ n }) => n)).toEqual([2_498 - ((2_498 - 3) % 7), 2_491 - ((2_491 - 3) % 7)]);
    await second.close();
  });

  it("loses nothing acknowledged when its process is killed while writing", async () => {
    await using directory = await temporaryDirectory();
    const writer = startProcess("./acknowledgingWriter.ts", directory.path);
    const output = outputOf(writer);
    let lines = 0;
    writer.stdout?.on("data", (chunk: Buffer) => {
      lines += chunk.toString().split("\n").length - 1;
      if (lines > 600) writer.kill("SIGKILL");
    });
    const acknowledged = (await output).split("\n").slice(0, -1);

    const store = await openEmbeddedStore({ directory: directory.path });
    const documents = store.collection<Stored>("documents");
    const found = await documents.find({ _id: { $in: acknowledged } }).toArray();
    const all = await documents.countDocuments();

    expect(acknowledged.length).toBeGreaterThan(600);
    expect(found).toHaveLength(acknowledged.length);
    expect(await documents.countDocuments({ writer: { $gte: 0 }, n: { $gte: 0 } })).toBe(all);
    await store.close();
  });

  it("shares a store between two processes without losing an update or passing a guard twice", async () => {
    await using directory = await temporaryDirectory();
    const store = await openEmbeddedStore({ directory: directory.path });
    const accounts = store.collection<Stored>("accounts");
    await accounts.insertOne({ _id: "one", balance: 500 });

    const spent = await Promise.all(
      [1, 2].map(() => outputOf(startProcess("./spendingProcess.ts", directory.path))),
    );

    expect(spent.reduce((sum, one) => sum + Number(one), 0)).toBe(500);
    expect(await accounts.findOne({ _id: "one" })).toEqual({ _id: "one", balance: 0 });
    await store.close();
  });

  it("maintains an index that another process created", async () => {
    await using directory = await temporaryDirectory();
    const here = await openEmbeddedStore({ directory: directory.path });
    const documents = here.collection<Stored>("documents");
    await documents.insertOne({ _id: "mine", writer: -1, n: -1 });
    const other = startProcess("./acknowledgingWriter.ts", directory.path, "other");
    other.stdout?.once("data", () => other.kill("SIGKILL"));
    await outputOf(other);

    await documents.insertOne({ _id: "later", writer: -1, n: -2 });
    await here.close();

    const reopened = await openEmbeddedStore({ directory: directory.path });
    const found = await reopened
      .collection<Stored>("documents")
      .find({ writer: -1 }, { sort: { n: 1 } })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual(["later", "mine"]);
    await reopened.close();
  });
});
