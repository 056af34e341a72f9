import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openSampleSubgraphs } from "./sampleStores.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Directory of the shipped sample data, for tests that only read. */
    sampleDirectory: string;
  }
}

/** Loads the shipped sample data once for all test files; they open the same stores side by side. */
export default async function loadSample(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "liandong-sample-"));
  const { transports } = await openSampleSubgraphs(directory);
  for (const transport of transports.values()) await transport.close();
  project.provide("sampleDirectory", directory);
  return () => rm(directory, { recursive: true, force: true });
}
