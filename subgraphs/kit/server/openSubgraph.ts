import { randomUUID } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLSchema } from "graphql";
import { type Caller, VISITOR } from "../caller/Caller.ts";
import type { ProtectionOptions } from "../disclosure/buildFigures.ts";
import { createDisclosure } from "../disclosure/createDisclosure.ts";
import { checkRepresentations } from "../graphql/checkRepresentations.ts";
import { loadTypeDefs } from "../graphql/loadTypeDefs.ts";
import { scalars } from "../graphql/scalars.ts";
import { applyClassification } from "../privacy/applyClassification.ts";
import { createPseudonyms } from "../privacy/createPseudonyms.ts";
import type { SampleOptions } from "../sample/SampleOptions.ts";
import type { DocumentStore } from "../store/DocumentStore.ts";
import { ensureSample } from "./ensureSample.ts";
import { keepSettled } from "./keepSettled.ts";
import type { AnySubgraphDefinition, Progress, SubgraphName } from "./Subgraph.ts";

/** A subgraph that is ready to answer: executable schema, and a fresh context for every request. */
export interface OpenSubgraph {
  name: SubgraphName;
  schema: GraphQLSchema;
  /** @param caller on whose behalf; a visitor unless said */
  createContext(caller?: Caller): object;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenSubgraphOptions {
  store: DocumentStore;
  /** Sample data to load into an empty store; `null` leaves the store as it is. */
  sample: SampleOptions | null;
  /** @default the system's clock */
  now?: () => Date;
  progress?: Progress;
  /** What pseudonyms are made with. @default a key of this process only */
  pseudonymKey?: Uint8Array;
  /** How statistics on people are protected. @default threshold 5, a secret nobody knows */
  protection?: ProtectionOptions;
}

/**
 * Opens a subgraph on its store: indexes first, then (once) the sample data.
 * @throws whatever the store throws when it cannot be used; StartError for a `@classified` that makes no sense
 */
export async function openSubgraph(
  definition: AnySubgraphDefinition,
  {
    store,
    sample,
    now = () => new Date(),
    progress = () => {},
    pseudonymKey,
    protection = { threshold: 5, secret: randomUUID() },
  }: OpenSubgraphOptions,
): Promise<OpenSubgraph> {
  const repository = await definition.openRepository(store);
  if (sample) await ensureSample(definition, store, sample, progress);
  const disclosure = createDisclosure({ ...protection, now });
  const schema = buildSubgraphSchema([
    { typeDefs: loadTypeDefs(definition.name), resolvers: { ...scalars, ...definition.resolvers } },
  ]);
  applyClassification(schema, {
    owner: definition.name,
    pseudonym: createPseudonyms(definition.name, pseudonymKey),
    now,
    recordRules: definition.recordRules ?? {},
  });
  const checked = checkRepresentations(schema);
  const settling = await keepSettled(async () => definition.settle?.(repository, now));
  return {
    name: definition.name,
    schema: checked,
    createContext: (caller = VISITOR) =>
      Object.assign(definition.createContext(repository, { now, caller, disclosure }), { caller }),
    ping: () => store.ping(),
    async close() {
      await settling.stop();
      await store.close();
    },
  };
}
