import type { SampleOptions } from "../sample/SampleOptions.ts";
import type { DocumentStore } from "../store/DocumentStore.ts";
import type { AnySubgraphDefinition, Progress } from "./Subgraph.ts";
import { StartError } from "./settings.ts";

interface SampleMark {
  _id: "sample";
  state: "loading" | "complete";
  seed: number;
  scale: number;
}

/**
 * Loads the sample data once. A load that was interrupted is started over; a store that holds data of its own
 * is left alone. Other options than those already loaded need another data directory.
 * @throws StartError when the store holds a sample of another seed or scale
 */
export async function ensureSample(
  definition: AnySubgraphDefinition,
  store: DocumentStore,
  options: SampleOptions,
  progress: Progress,
): Promise<void> {
  const marks = store.collection<SampleMark>("meta");
  const mark = await marks.findOne({ _id: "sample" });
  if (mark?.state === "complete") return assertSameSample(definition.name, mark, options);
  if (mark === null) {
    for (const name of definition.collections) {
      if ((await store.collection(name).countDocuments({}, { limit: 1 })) > 0) return;
    }
  }
  for (const name of definition.collections) await store.collection(name).deleteMany({});
  await marks.updateOne({ _id: "sample" }, { $set: { state: "loading", ...options } }, { upsert: true });
  await definition.loadSample(store, options, progress);
  await marks.updateOne({ _id: "sample" }, { $set: { state: "complete" } });
}

function assertSameSample(subgraph: string, mark: SampleMark, { seed, scale }: SampleOptions): void {
  if (mark.seed === seed && mark.scale === scale) return;
  throw new StartError(
    `the store of "${subgraph}" holds the sample data of seed ${mark.seed}, scale ${mark.scale}, not seed ${seed}, scale ${scale}: ` +
      "set SAMPLE_SEED and SAMPLE_SCALE to those values, use another DATA_DIR, or remove the data",
  );
}
