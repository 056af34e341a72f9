import { readFileSync } from "node:fs";
import { buildSchema, type ExecutionResult, graphqlSync, isObjectType } from "graphql";
import { MERGED_RESOLVERS } from "./shopResolvers.ts";

/** The right answer to a query on the shop, from one merged schema run by graphql-js alone: no gateway has a part in it. */
export function shopAnswer(source: string): ExecutionResult {
  const schema = buildSchema(readFileSync(new URL("./merged.graphql", import.meta.url), "utf8"));
  for (const [typeName, fields] of Object.entries(MERGED_RESOLVERS)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`merged.graphql has no type ${typeName}`);
    for (const [fieldName, resolve] of Object.entries(fields)) {
      const field = type.getFields()[fieldName];
      if (!field) throw new Error(`merged.graphql has no field ${typeName}.${fieldName}`);
      field.resolve = resolve;
    }
  }
  const answer = graphqlSync({ schema, source });
  if (answer.errors) throw new Error(`the benchmark's own query fails: ${answer.errors[0]?.message}`);
  return JSON.parse(JSON.stringify(answer));
}
