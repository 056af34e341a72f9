// `npm start`: the gateway and the four subgraphs in one process, nothing to install.
import { runGateway } from "./runGateway.ts";

await runGateway({
  usage: "npm start -- [flags]: serves the joined graph, gateway and subgraphs in one process.",
  defaultMode: "local",
});
