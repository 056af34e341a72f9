import { readFileSync } from "node:fs";
import { concatAST, type DocumentNode, parse } from "graphql";

const SCHEMA_DIRECTORY = new URL("../../../schema/", import.meta.url);

/** A subgraph's SDL: `schema/shared.graphql` and `schema/subgraphs/<name>.graphql` as one document. */
export function loadTypeDefs(subgraph: string): DocumentNode {
  const files = [`subgraphs/${subgraph}.graphql`, "shared.graphql"];
  return concatAST(files.map((file) => parse(readFileSync(new URL(file, SCHEMA_DIRECTORY), "utf8"))));
}
