import { runSubgraph } from "../kit/server/runSubgraph.ts";
import { hospitals } from "./subgraph.ts";

await runSubgraph(hospitals);
