// What those who watch are told: how the cache of compiled operations is used, and which requests wait for a plan.
import { expect, it } from "vitest";
import type { OperationCacheUse } from "./Generation.ts";
import { openShop } from "./testing/shop.ts";

/** The shop, with the events of its cache. */
async function openObserved(maxOperations = 10) {
  const events: OperationCacheUse["event"][] = [];
  const shop = await openShop({}, { maxOperations, onCacheUse: ({ event }) => events.push(event) });
  return { ...shop, takeEvents: () => events.splice(0) };
}

it("the first request for an operation is a miss, others are hits, whatever their layout", async () => {
  const { ask, takeEvents } = await openObserved();
  await ask("{ me { name } }");
  expect(takeEvents()).toEqual(["miss"]);
  await ask("{ me { name } }");
  await ask("{ me { name\n} } # again");
  expect(takeEvents()).toEqual(["hit", "hit"]);
});

it("a form for other values of the deciding variables is a miss of its own", async () => {
  const { ask, takeEvents } = await openObserved();
  const query = "query ($more: Boolean!) { me { name reviews @include(if: $more) { id } } }";
  for (const more of [true, false, true]) await ask(query, { more });
  expect(takeEvents()).toEqual(["miss", "miss", "hit"]);
});

it("forms are dropped for others when together they are too large, though they are few", async () => {
  const { ask, takeEvents } = await openObserved(3);
  const names = Array.from({ length: 50 }, (_, at) => `n${at}: name`).join(" ");
  const query = `query ($a: Boolean!) { me { ${"...F ".repeat(14)} reviews @include(if: $a) { id } } }
    fragment F on User { ${names} }`;
  for (const a of [true, true, false, true]) await ask(query, { a });
  expect(takeEvents()).toEqual(["miss", "hit", "miss", "evict", "miss", "evict"]);
});

it("what was warmed up is a hit at once, and the warming no look-up", async () => {
  const { ask, takeEvents, generation } = await openObserved();
  await generation.warm([{ source: "{ me { name } }" }]);
  expect(takeEvents()).toEqual([]);
  await ask("{ me { name } }");
  expect(takeEvents()).toEqual(["hit"]);
});

it("operations dropped for others are told", async () => {
  const { ask, takeEvents } = await openObserved(1);
  await ask("{ me { name } }");
  await ask("{ me { id } }");
  expect(takeEvents()).toEqual(["miss", "evict", "miss"]);
});

it("planning is a phase of every request that waits for it, and of no other", async () => {
  const { execute } = await openObserved();
  const phases: string[] = [];
  const phaseStarts = (name: string) => {
    phases.push(`${name} starts`);
    return () => void phases.push(`${name} ends`);
  };
  const ask = () => execute("{ me { name } }", {}, { observer: { phaseStarts } });
  await Promise.all([ask(), ask()]);
  expect(phases).toEqual(["plan starts", "plan starts", "plan ends", "plan ends"]);
  await ask();
  expect(phases).toHaveLength(4);
});
