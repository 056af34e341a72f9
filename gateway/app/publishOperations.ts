// `npm run safelist`: writes the manifest of schema/operations; with --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import { readOperations } from "../console/readOperations.ts";
import { createManifest } from "../policy/safelist/createManifest.ts";
import { MANIFEST_FILE } from "./limitSettings.ts";

await runMain(async () => {
  const [flag] = process.argv.slice(2);
  if (flag && flag !== "--check") throw new StartError("usage: npm run safelist [-- --check]");
  const manifest = createManifest(readOperations().map(({ query }) => query));
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  if (!flag) {
    writeFileSync(MANIFEST_FILE, text);
    console.log(`published ${manifest.operations.length} operations in schema/operations/manifest.json`);
  } else if (readManifest() === text) {
    console.log("schema/operations/manifest.json is up to date");
  } else {
    throw new StartError(
      "schema/operations/manifest.json is stale: run npm run safelist and commit the result",
    );
  }
});

function readManifest(): string | undefined {
  try {
    return readFileSync(MANIFEST_FILE, "utf8");
  } catch {
    return undefined;
  }
}
