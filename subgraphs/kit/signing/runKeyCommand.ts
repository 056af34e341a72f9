import { runMain } from "../server/runMain.ts";
import { keyCommand } from "./keyCommand.ts";

await runMain(async () => console.log(keyCommand(process.argv.slice(2))));
