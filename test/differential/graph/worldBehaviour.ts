import type { GraphQLFieldResolver } from "graphql";
import { printSubgraph } from "../world/printSubgraph.ts";
import { keyOf, keyOfRepresentation, resolveField } from "../world/resolveField.ts";
import type { SubgraphDefinition, World, WorldRecord } from "../world/World.ts";
import { parseSelections } from "../world/WorldBuilder.ts";
import type { SubgraphBehaviour } from "./localTransport.ts";

/** A record found for a representation: `@requires` reads what the gateway sent, not the record. */
export class Represented {
  readonly record: WorldRecord;
  readonly representation: Record<string, unknown>;

  constructor(record: WorldRecord, representation: Record<string, unknown>) {
    this.record = record;
    this.representation = representation;
  }
}

/** Counts the mutations of one client operation, over all subgraphs: shows their order. */
export interface StepCounter {
  steps: number;
  /** Computed fields asked for without what they require: the plan is at fault. */
  unfounded: number;
}

/** The resolver of the oracle, and with `subgraph` of that subgraph. */
export function worldResolver(
  world: World,
  counter: StepCounter,
  subgraph?: SubgraphDefinition,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, _, info) => {
    const record = source instanceof Represented ? source.record : (source as WorldRecord);
    if (record.__typename === "Mutation") {
      counter.steps++;
      if (info.fieldName.endsWith("Step")) return counter.steps * 100 + args.by;
    }
    if (subgraph) {
      const field = `${info.parentType.name}.${info.fieldName}`;
      if (subgraph.overridden.has(field)) throw new Error(`${field} is overridden elsewhere`);
      const definition = world.types.get(record.__typename)?.fields.get(info.fieldName);
      if (definition?.requires && !(source instanceof Represented)) {
        counter.unfounded++;
        throw new Error(`${field} was asked for without a representation`);
      }
    }
    const representation = source instanceof Represented ? source.representation : undefined;
    return resolveField(world, record, info.fieldName, args, representation);
  };
}

export function worldBehaviour(
  world: World,
  subgraph: SubgraphDefinition,
  counter: StepCounter,
): SubgraphBehaviour {
  const keysOf = (name: string) => {
    const keys = subgraph.types.get(name)?.keys ?? [{ fields: "id", resolvable: true }];
    return keys.filter(({ resolvable }) => resolvable).map(({ fields }) => parseSelections(fields));
  };
  return {
    typeDefs: printSubgraph(world, subgraph),
    rootValue: (operation) => world.roots.get(operation === "query" ? "Query" : "Mutation"),
    fieldResolver: worldResolver(world, counter, subgraph),
    typeResolver: (source) => {
      const { __typename } = source instanceof Represented ? source.record : source;
      return subgraph.types.has(__typename) ? __typename : source.representation?.__typename;
    },
    findEntity(representation) {
      const name = representation.__typename as string;
      const definition = world.types.get(name);
      const types = definition?.kind === "entity" ? [name] : (definition?.members ?? []);
      const records = types.flatMap((type) => world.records.get(type) ?? []);
      let hasKey = false;
      for (const key of keysOf(name)) {
        const wanted = keyOfRepresentation(representation, key);
        if (wanted === undefined) continue;
        hasKey = true;
        const found = records.find((record) => keyOf(world, record, key) === wanted);
        if (found && !world.missing.get(subgraph.name)?.has(found))
          return new Represented(found, representation);
      }
      if (!hasKey) throw new Error(`no key of ${name} in the representation`);
      return null;
    },
  };
}
