// `npm run compose`: writes schema/supergraph.graphql from the subgraphs' SDL, once nothing personal in it goes unclassified;
// with --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadTypeDefs } from "../../subgraphs/kit/graphql/loadTypeDefs.ts";
import { privacyProblems } from "../../subgraphs/kit/privacy/privacyProblems.ts";
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { SUBGRAPH_PORTS } from "../../subgraphs/kit/server/Subgraph.ts";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import { composeSupergraph } from "./composeSupergraph.ts";

const FILE = fileURLToPath(new URL("../../schema/supergraph.graphql", import.meta.url));

await runMain(async () => {
  const [flag] = process.argv.slice(2);
  if (flag && flag !== "--check") throw new StartError("usage: npm run compose [-- --check]");
  const subgraphs = Object.entries(SUBGRAPH_PORTS).map(([name, port]) => ({
    name,
    url: `http://localhost:${port}/graphql`,
    typeDefs: loadTypeDefs(name),
  }));
  const unprotected = subgraphs.flatMap(({ name, typeDefs }) =>
    privacyProblems(typeDefs).map((problem) => `- [${name}] ${problem}`),
  );
  if (unprotected.length > 0) {
    throw new StartError(`the subgraphs leave personal data unprotected:\n${unprotected.join("\n")}`);
  }
  const composition = composeSupergraph(subgraphs);
  if ("errors" in composition) {
    throw new StartError(
      `the subgraphs do not compose:\n${composition.errors.map((error) => `- ${error}`).join("\n")}`,
    );
  }
  for (const hint of composition.hints) console.warn(`hint: ${hint}`);
  if (!flag) {
    writeFileSync(FILE, composition.sdl);
    console.log("wrote schema/supergraph.graphql");
  } else if (readFileSync(FILE, "utf8") === composition.sdl) {
    console.log("schema/supergraph.graphql is up to date");
  } else {
    throw new StartError("schema/supergraph.graphql is stale: run npm run compose and commit the result");
  }
});
