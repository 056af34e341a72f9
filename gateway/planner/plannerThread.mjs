// Where the planner's thread begins: a loader for TypeScript first, whatever flags the process was started with.
import { register } from "tsx/esm/api";

register();
await import("./plannerThread.ts");
