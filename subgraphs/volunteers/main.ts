import { runSubgraph } from "../kit/server/runSubgraph.ts";
import { volunteers } from "./subgraph.ts";

await runSubgraph(volunteers);
