import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const schema = (path: string) => fileURLToPath(new URL(`../../../schema/${path}`, import.meta.url));

export const SUPERGRAPH_FILE = schema("supergraph.graphql");

/** The request for the headline query, as a client sends it. */
export function headlineBody(): string {
  return JSON.stringify({
    query: readFileSync(schema("operations/headline.graphql"), "utf8"),
    variables: JSON.parse(readFileSync(schema("operations/headline.variables.json"), "utf8")),
  });
}
