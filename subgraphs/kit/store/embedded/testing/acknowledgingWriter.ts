/** Inserts documents from several writers at once and prints each id once its write is acknowledged, until killed. */
import type { Document } from "mongodb";
import { openEmbeddedStore } from "../openEmbeddedStore.ts";

const [directory = "", prefix = ""] = process.argv.slice(2);
const store = await openEmbeddedStore({ directory });
const documents = store.collection<Document & { _id: string }>("documents");
await documents.createIndex({ writer: 1, n: 1 });

async function write(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const _id = `${prefix}${writer}-${n}`;
    await documents.insertOne({ _id, writer, n, text: "x".repeat(200) });
    process.stdout.write(`${_id}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
