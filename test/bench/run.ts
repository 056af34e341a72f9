// `npm run bench`: the benchmark's command line.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./compare.ts";
import { profileQuery } from "./profile/profileQuery.ts";
import { readOptions, USAGE, UsageError } from "./readOptions.ts";

const argv = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "liandong-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130)); // children end with us

try {
  const options = readOptions(argv);
  if (options.kind === "help") console.log(USAGE);
  else if (options.profile) {
    const { nodeFlags, pace } = options;
    await profileQuery({ ...options.profile, nodeFlags, seconds: pace.secondsPerRound, directory });
  } else process.exitCode = await compare(options, { argv, directory });
} catch (error) {
  console.error(error instanceof UsageError ? `bench: ${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
