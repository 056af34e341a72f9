import fc from "fast-check";
import { Knocker } from "../front/Knocker.ts";
import type { Front } from "../front/openFront.ts";
import type { Input } from "../inputs/Input.ts";
import { createJudge } from "../judge/createJudge.ts";
import { isAlive } from "./isAlive.ts";
import type { Batch } from "./planBatches.ts";
import { Tally } from "./Tally.ts";
import { watchStandstills } from "./watchStandstills.ts";

/** Something that must not be, with the smallest input found that shows it. */
export interface Finding {
  family: string;
  problem: string;
  input: Input;
}

export interface FuzzReport {
  tally: Tally;
  findings: Finding[];
  /** How often a valid query was asked in between. */
  aliveChecks: number;
}

/** Inputs on their way at the same time. */
const LANES = 12;
/** Most inputs spent on making one failing input smaller. */
const MAX_SHRINKS = 200;

/**
 * Sends every batch and judges what comes back. Acts go alone, one after the other, so that what a refused one writes is
 * seen. After each batch a valid query must be answered.
 */
export async function runFuzz(
  front: Front,
  batches: readonly Batch[],
  onProgress: (tally: Tally) => void,
): Promise<FuzzReport> {
  const judge = createJudge(front);
  const tally = new Tally();
  const findings: Finding[] = [];
  let aliveChecks = 0;

  const underWay = new Set<Input>();
  const stopWatching = watchStandstills(underWay);

  const judgeOne = async (knocker: Knocker, family: string, input: Input): Promise<string | undefined> => {
    const before = input.act ? await front.fingerprint() : undefined;
    tally.send(family);
    underWay.add(input);
    const outcome = await knocker.send(input);
    underWay.delete(input);
    const verdict = judge(input, outcome);
    if (input.act && !verdict.acted && before !== (await front.fingerprint()))
      verdict.problem ??= "refused, but what is stored has changed";
    tally.end(family, outcome, verdict);
    return verdict.problem;
  };

  const runBatch = async (knocker: Knocker, { family, seed, count }: Batch): Promise<void> => {
    let tries = 0;
    let smallest: Finding | undefined;
    const property = fc.asyncProperty(family.inputs, async (input) => {
      // Once it has failed, only smaller ones follow; enough is enough.
      if (smallest && ++tries > MAX_SHRINKS) return;
      const problem = await judgeOne(knocker, family.name, input);
      if (!problem) return;
      smallest = { family: family.name, problem, input };
      throw new Error(problem);
    });
    const { failed, numRuns } = await fc.check(property, { seed, numRuns: count });
    if (smallest) findings.push(smallest);
    else if (failed || numRuns !== count)
      throw new Error(`a batch of "${family.name}" broke off after ${numRuns}`);
    aliveChecks += 1;
    const trouble = await isAlive(front.ports);
    if (trouble)
      findings.push({ family: family.name, problem: trouble, input: { door: "gateway", bytes: "" } });
    onProgress(tally);
  };

  const runAll = async (queue: Batch[], lanes: number): Promise<void> => {
    const lane = async (): Promise<void> => {
      const knocker = new Knocker(front);
      for (let batch = queue.shift(); batch; batch = queue.shift()) await runBatch(knocker, batch);
      knocker.close();
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };

  const acts = batches.filter(({ family }) => family.name === "acts");
  const written = front.written();
  await runAll(
    batches.filter((batch) => !acts.includes(batch)),
    LANES,
  );
  if (front.written() !== written) {
    const problem = `${front.written() - written} documents were written though nothing asked for an act`;
    findings.push({ family: "all", problem, input: { door: "gateway", bytes: "" } });
  }
  await runAll(acts, 1);
  stopWatching();
  return { tally, findings, aliveChecks };
}
