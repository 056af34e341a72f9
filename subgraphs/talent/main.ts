import { runSubgraph } from "../kit/server/runSubgraph.ts";
import { talent } from "./subgraph.ts";

await runSubgraph(talent);
