// `npm run doctor`: says what is unsafe or wrong in a deployment's configuration.
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { doctorCommand } from "./doctor/doctorCommand.ts";

await runMain(async () => {
  const { text, exitCode } = await doctorCommand(process.argv.slice(2), process.env);
  console.log(text);
  process.exitCode = exitCode;
});
