// `npm run audit`: what an auditor does with the trail of a gateway on this machine, running or not.
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { runAudit } from "./runAudit.ts";

await runMain(async () => {
  process.exitCode = await runAudit(process.argv.slice(2));
});
