import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Heap in use once all garbage is gone, in MiB. */
export function heapAfterCollection(): number {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
}
