/** Spends points from one account as fast as it can until refused; prints how many it spent. */
import type { Document } from "mongodb";
import { openEmbeddedStore } from "../openEmbeddedStore.ts";

const store = await openEmbeddedStore({ directory: process.argv[2] ?? "" });
const accounts = store.collection<Document & { _id: string }>("accounts");
let spent = 0;

async function spend(): Promise<void> {
  for (;;) {
    const account = await accounts.findOneAndUpdate(
      { _id: "one", balance: { $gte: 1 } },
      { $inc: { balance: -1 } },
      {},
    );
    if (!account) return;
    spent++;
  }
}

await Promise.all(Array.from({ length: 16 }, spend));
process.stdout.write(String(spent));
await store.close();
