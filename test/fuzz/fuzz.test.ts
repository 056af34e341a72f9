// Whatever is sent to the front doors, each input ends with an answer or a closed connection, shows nothing of ours, is no fault
// of ours, writes nothing when it is refused, and leaves the servers as they were. Nothing that was sent is lost.
import { afterAll, beforeAll, expect, it } from "vitest";
import { CANARIES } from "./front/canaries.ts";
import { type Front, openFront } from "./front/openFront.ts";
import { familiesFor } from "./inputs/families.ts";
import { readSettings } from "./readSettings.ts";
import { heapAfterCollection } from "./run/heapAfterCollection.ts";
import { planBatches } from "./run/planBatches.ts";
import { runFuzz } from "./run/runFuzz.ts";

const settings = readSettings(process.env);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Growth of the heap between a quarter of the run (caches are warm then) and its end that is no leak, in MiB. */
const GROWTH_MIB = 200;

let front: Front;
const strays: unknown[] = [];
const keep = (error: unknown): void => void strays.push(error);
beforeAll(async () => {
  process.env.FUZZ_CANARY = CANARIES.environment;
  process.on("unhandledRejection", keep).on("uncaughtException", keep);
  front = await openFront();
});
afterAll(async () => {
  await front?.[Symbol.asyncDispose]();
  process.off("unhandledRejection", keep).off("uncaughtException", keep);
});

it("every input ends well, and nothing is lost", {
  timeout: Math.max(600_000, settings.inputs * 40),
}, async () => {
  const { seed, inputs } = settings;
  const families = familiesFor(front).filter(({ name }) => name.includes(settings.family));
  const batches = planBatches(families, inputs, seed);
  const planned = batches.reduce((sum, { count }) => sum + count, 0);
  say(`fuzz: ${planned} inputs of ${families.length} families, FUZZ_SEED=${seed}`);
  const stored = await front.fingerprint();

  const startedAt = performance.now();
  let saidAt = startedAt;
  let warmHeap = 0;
  const { tally, findings, aliveChecks } = await runFuzz(front, batches, ({ sent }) => {
    if (warmHeap === 0 && sent > planned / 4) warmHeap = heapAfterCollection();
    if (performance.now() - saidAt < 10_000) return;
    saidAt = performance.now();
    say(`fuzz: ${sent} of ${planned} sent after ${Math.round((saidAt - startedAt) / 1_000)} s`);
  });
  const growth = heapAfterCollection() - warmHeap;

  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  say(
    `fuzz: done in ${seconds} s, ${aliveChecks} valid queries in between, heap ${growth.toFixed(0)} MiB more\n${tally}`,
  );
  for (const { family, problem, input } of findings)
    say(`fuzz: FOUND by "${family}": ${problem}\n  replay: ${JSON.stringify(input).slice(0, 4_000)}`);

  expect(findings.map(({ family, problem }) => `${family}: ${problem}`)).toEqual([]);
  expect(strays).toEqual([]);
  expect(tally.ended).toBe(tally.sent);
  expect(tally.sent).toBeGreaterThanOrEqual(planned);
  expect(growth).toBeLessThan(GROWTH_MIB);
  if (tally.acts === 0) expect(await front.fingerprint()).toBe(stored);
});
