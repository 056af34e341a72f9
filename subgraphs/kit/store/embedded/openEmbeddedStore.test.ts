/** Opening fails with an error that says what to do, and never with a stack of the engine below. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StoreOpenError } from "../StoreOpenError.ts";
import { openEmbeddedStore } from "./openEmbeddedStore.ts";
import { temporaryDirectory } from "./testing/temporaryDirectory.ts";

const failure = (directory: string) =>
  openEmbeddedStore({ directory }).then(
    async (store) => {
      await store.close();
      return undefined;
    },
    (error: unknown) => error,
  );

describe("opening the embedded store", () => {
  it("creates the directory", async () => {
    await using parent = await temporaryDirectory();

    expect(await failure(join(parent.path, "deep", "er"))).toBeUndefined();
  });

  it("refuses a file where a directory should be", async () => {
    await using parent = await temporaryDirectory();
    await writeFile(join(parent.path, "file"), "");

    for (const path of [join(parent.path, "file"), join(parent.path, "file", "below")]) {
      expect(await failure(path)).toMatchObject({
        code: "STORE_DIRECTORY_NOT_A_DIRECTORY",
        message: expect.stringContaining("Set a path that is a directory"),
      });
    }
  });

  it.runIf(process.platform === "linux")("refuses a directory that cannot be created", async () => {
    expect(await failure("/sys/store-test")).toMatchObject({ code: "STORE_DIRECTORY_NOT_CREATED" });
  });

  it.skipIf(process.getuid?.() === 0)(
    "refuses a directory it may not write (root may write any)",
    async () => {
      await using parent = await temporaryDirectory();
      await mkdir(join(parent.path, "locked"));
      await chmod(join(parent.path, "locked"), 0o500);

      expect(await failure(join(parent.path, "locked"))).toMatchObject({
        code: "STORE_DIRECTORY_NOT_WRITABLE",
      });
    },
  );

  const DAMAGE: [string, (file: Buffer) => Buffer | string][] = [
    ["is none of its own", () => "not a store at all".repeat(1_000)],
    ["is full of zeros", (file) => Buffer.alloc(file.length)],
    ["lost its end", (file) => file.subarray(0, file.length - 8_192)],
    ["lost all but its first page", (file) => file.subarray(0, 4_096)],
  ];

  it.each(DAMAGE)("refuses a data file that %s, without touching it", async (_, damage) => {
    await using parent = await temporaryDirectory();
    const path = join(parent.path, "store.mdb");
    const store = await openEmbeddedStore({ directory: parent.path });
    await store.collection("documents").insertMany([{ _id: "a" }, { _id: "b" }] as never);
    await store.close();
    await writeFile(path, damage(await readFile(path)));
    const damaged = await readFile(path);

    const error = await failure(parent.path);

    expect(error).toBeInstanceOf(StoreOpenError);
    expect(error).toMatchObject({
      code: "STORE_FILE_UNREADABLE",
      message: expect.stringContaining("backup"),
    });
    expect((error as Error).message).not.toContain(parent.path);
    expect(await readFile(path)).toEqual(damaged);
  });

  it("takes an empty data file for a new store", async () => {
    await using parent = await temporaryDirectory();
    await writeFile(join(parent.path, "store.mdb"), "");

    expect(await failure(parent.path)).toBeUndefined();
  });

  it("refuses to answer once closed", async () => {
    await using parent = await temporaryDirectory();
    const store = await openEmbeddedStore({ directory: parent.path });
    const documents = store.collection("documents");
    await store.close();
    await store.close();

    await expect(store.ping()).rejects.toBeInstanceOf(StoreOpenError);
    await expect(documents.findOne({})).rejects.toBeInstanceOf(StoreOpenError);
    await expect(documents.insertOne({ _id: "a" } as never)).rejects.toBeInstanceOf(StoreOpenError);
  });
});
