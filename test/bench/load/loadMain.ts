// The load client's process: carries out one order after the other.
import { closedLoop } from "./closedLoop.ts";
import type { LoadOrder } from "./LoadOrder.ts";

process.on("message", async (order: LoadOrder) => process.send?.(await closedLoop(order)));
process.on("disconnect", () => process.exit(0));
