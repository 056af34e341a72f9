import { runSubgraph } from "../kit/server/runSubgraph.ts";
import { stations } from "./subgraph.ts";

await runSubgraph(stations);
