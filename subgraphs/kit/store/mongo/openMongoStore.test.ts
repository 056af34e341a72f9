/** Opening MongoDB fails fast, with an error that says what to check and never repeats the URL's password. */
import { createServer, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { openStore } from "../openStore.ts";
import { StoreOpenError } from "../StoreOpenError.ts";
import { openEmbeddedTestStore } from "../testStore.ts";
import { openMongoStore } from "./openMongoStore.ts";

async function failure(url: string): Promise<unknown> {
  return openMongoStore({ url, database: "test", serverSelectionTimeoutMS: 200 }).then(
    async (store) => {
      await store.close();
      return undefined;
    },
    (error: unknown) => error,
  );
}

/** A port that accepts connections and never answers. */
async function silentServer(): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("opening MongoDB", () => {
  it("says when no server answers", async () => {
    await using silent = await silentServer();

    for (const host of ["127.0.0.1:1", `127.0.0.1:${silent.port}`]) {
      const error = await failure(`mongodb://reader:s3cret@${host}/`);

      expect(error).toBeInstanceOf(StoreOpenError);
      expect(error).toMatchObject({ code: "STORE_UNREACHABLE", message: expect.stringContaining("200 ms") });
      expect(String((error as Error).stack)).not.toMatch(/s3cret|reader/);
      expect((error as Error).cause).toBeUndefined();
    }
  });

  it("says when the URL is none", async () => {
    for (const url of ["reader:s3cret@host", "mongodb://", "http://reader:s3cret@host/"]) {
      const error = await failure(url);

      expect(error).toMatchObject({ code: "STORE_URL_INVALID" });
      expect(String((error as Error).stack)).not.toMatch(/s3cret|reader/);
    }
  });
});

describe("opening a store", () => {
  it("takes MongoDB when a URL is given, the embedded engine otherwise", async () => {
    await using embedded = await openEmbeddedTestStore("open");
    expect(embedded.engine).toBe("embedded");

    await expect(
      openStore({ mongodbUrl: "nonsense", dataDirectory: "unused", database: "test" }),
    ).rejects.toMatchObject({ code: "STORE_URL_INVALID" });
  });
});
