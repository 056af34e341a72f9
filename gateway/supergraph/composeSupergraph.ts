import { composeServices } from "@apollo/composition";
import type { DocumentNode } from "graphql";

/** A subgraph's name, where it is served, and its SDL. */
export interface ComposedSubgraph {
  name: string;
  url: string;
  typeDefs: DocumentNode;
}

/** The supergraph, or why there is none; hints are worth mending but stop nothing. */
export type Composition = { sdl: string; hints: string[] } | { errors: string[] };

/** Composes subgraphs into one supergraph (https://www.apollographql.com/docs/federation/federated-schemas/composition). */
export function composeSupergraph(subgraphs: ComposedSubgraph[]): Composition {
  const result = composeServices(subgraphs);
  if (result.errors) return { errors: result.errors.map(({ message }) => message) };
  return { sdl: `${result.supergraphSdl}\n`, hints: result.hints.map((hint) => hint.toString()) };
}
