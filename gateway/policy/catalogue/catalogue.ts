// `npm run catalogue`: writes schema/catalogue.md from the supergraph; `-- --check` only compares, `-- --format csv|json` prints.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runMain } from "../../../subgraphs/kit/server/runMain.ts";
import { StartError } from "../../../subgraphs/kit/server/settings.ts";
import { catalogueEntries } from "./catalogueEntries.ts";
import { catalogueCsv, catalogueMarkdown } from "./formatCatalogue.ts";

const USAGE = "usage: npm run catalogue [-- --check | --format csv|json]";
const schemaFile = (name: string): string =>
  fileURLToPath(new URL(`../../../schema/${name}`, import.meta.url));

await runMain(async () => {
  const { check, format } = readFlags();
  const entries = catalogueEntries(readFileSync(schemaFile("supergraph.graphql"), "utf8"));
  if (format === "csv") process.stdout.write(catalogueCsv(entries));
  else if (format === "json") console.log(JSON.stringify(entries, null, 2));
  else if (format !== undefined) throw new StartError(USAGE);
  else write(catalogueMarkdown(entries), check);
});

function readFlags(): { check: boolean; format?: string } {
  try {
    const options = { check: { type: "boolean", default: false }, format: { type: "string" } } as const;
    return parseArgs({ options, strict: true }).values;
  } catch {
    throw new StartError(USAGE);
  }
}

function write(text: string, isCheck: boolean): void {
  const file = schemaFile("catalogue.md");
  if (!isCheck) {
    writeFileSync(file, text);
    console.log("wrote schema/catalogue.md");
  } else if (readFileSync(file, "utf8") === text) {
    console.log("schema/catalogue.md is up to date");
  } else {
    throw new StartError("schema/catalogue.md is stale: run npm run catalogue and commit the result");
  }
}
