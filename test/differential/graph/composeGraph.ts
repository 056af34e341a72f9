import { composeServices } from "@apollo/composition";
import { parse } from "graphql";

/** The supergraph SDL of some subgraphs, or why they do not compose. */
export function composeGraph(
  subgraphs: Iterable<readonly [name: string, typeDefs: string]>,
): { sdl: string } | { errors: string[] } {
  const result = composeServices(
    [...subgraphs].map(([name, typeDefs]) => ({
      name,
      typeDefs: parse(typeDefs),
      url: `http://${name}.test`,
    })),
  );
  return result.errors
    ? { errors: result.errors.map(({ message }) => message) }
    : { sdl: result.supergraphSdl };
}
