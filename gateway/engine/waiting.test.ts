// What is asked depends on the plan and the data, not on who answers first; only a slow subgraph is not waited for.
import { describe, expect, it } from "vitest";
import { openShop, SHOP } from "./testing/shop.ts";

const QUERY = `{
  users { reviews { id product { name inStock shipping reviews { author { name } } } } }
  topProducts { name shipping reviews { id author { name reviews { product { name shipping } } } } }
}`;

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

/** Numbers below `limit`, the same ones for the same seed. */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

describe("subgraphs that answer in any order", () => {
  it("are asked the same, by the same number of calls", async () => {
    let roll = dice(1);
    const delay = () => turns(roll(30));
    const subgraphs = Object.keys(SHOP) as (keyof typeof SHOP)[];
    const { ask, counts, representations } = await openShop(
      Object.fromEntries(subgraphs.map((name) => [name, { delay }])),
    );
    const asked = new Set<string>();
    const answers = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      roll = dice(seed);
      answers.add(JSON.stringify(await ask(QUERY)));
      const sorted = subgraphs.map((name) =>
        representations(name)
          .map((one) => JSON.stringify(one))
          .sort(),
      );
      asked.add(JSON.stringify([subgraphs.map((name) => counts()[name]), sorted]));
    }
    expect(answers.size).toBe(1);
    expect([...asked]).toHaveLength(1);
  });

  it("are not waited for where they fail or have nothing: the others go on", async () => {
    for (const products of [{ data: { topProducts: [] } }, { errors: [{ message: "no" }] }, "rubbish"]) {
      const { ask, counts } = await openShop({
        products: { delay: () => turns(20), answer: () => products },
      });
      const { data } = await ask("{ users { reviews { id } } topProducts { reviews { id } } }");
      expect(counts()).toEqual({ accounts: 1, products: 1, reviews: 1 });
      expect(data.users[0].reviews).toEqual([{ id: "r1" }, { id: "r2" }]);
    }
  });
});

describe("a subgraph that does not answer", () => {
  /** The shop with a clock of its own, where the first call to products is answered when `release` is called. */
  async function openStuck() {
    let time = 0;
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const products = { delay: () => stuck };
    const shop = await openShop({ products }, { now: () => time, maxBatchWaitMs: 10 });
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const pass = (ms: number) => {
      time += ms;
    };
    return { ...shop, release, until, pass };
  }

  it("is waited for as long as it may still answer soon, and then no more, at no later step either", async () => {
    const { execute, counts, until, pass, release } = await openStuck();
    const pending = execute(`{
      users { reviews { id product { inStock } } }
      topProducts { reviews { id product { inStock } } }
    }`);
    await until(() => counts().accounts === 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(counts()).toEqual({ accounts: 1, products: 1 });

    pass(11);
    await until(() => counts().reviews === 1);
    await until(() => counts().inventory === 1);
    release();
    const { data } = await pending;
    expect(counts()).toEqual({ accounts: 1, products: 1, reviews: 2, inventory: 2 });
    expect(data).toMatchObject({ users: [{ reviews: [{}, {}] }, {}], topProducts: [{}, {}] });
  });
});
