// `npm run gateway`: the gateway alone, subgraphs reached over HTTP at the URLs of the supergraph file.
import { runGateway } from "./runGateway.ts";

await runGateway({
  usage: "npm run gateway -- [flags]: serves a supergraph, its subgraphs reached over HTTP.",
  defaultMode: "remote",
});
