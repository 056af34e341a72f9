/**
 * A gateway asks a subgraph for products by their keys. The benchmark's subgraph works out each answer once, repeats it,
 * and counts what it was asked, repeats too.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { CallStatistics, representationsIn } from "./CallStatistics.ts";
import { replayServer, type SubgraphCall } from "./replayServer.ts";

const product = (upc: string) => ({ __typename: "Product", upc });

describe("representations in a request", () => {
  it("are found whatever the variable is called, in every variable", () => {
    const found = representationsIn("products", {
      representations: [product("1"), product("2")],
      __batch_1: [product("1")],
      first: 5,
      ids: ["1", "2"],
    });
    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(2);
  });

  it("are none where there are no variables", () => {
    expect(representationsIn("products", undefined)).toEqual([]);
  });
});

describe("a replaying subgraph", () => {
  const statistics = new CallStatistics();
  let workedOut = 0;
  let fails = false;
  let url: string;

  const ask = async (call: SubgraphCall) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(call) });
    return response.json();
  };

  beforeEach(async () => {
    statistics.take();
    workedOut = 0;
    fails = false;
    const port = await replayServer(
      "products",
      async ({ variables }) => {
        workedOut += 1;
        return fails ? { errors: [{ message: "no" }] } : { data: { seen: variables } };
      },
      statistics,
    );
    url = `http://127.0.0.1:${port}/`;
  });

  it("works out each request once and counts every call", async () => {
    const call = { query: "q", variables: { representations: [product("1"), product("1"), product("2")] } };
    const answers = [await ask(call), await ask(call), await ask({ query: "q" })];
    expect(answers[0]).toEqual({ data: { seen: call.variables } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).not.toEqual(answers[0]);
    expect(workedOut).toBe(2);
    expect(statistics.take()).toMatchObject({ calls: 3, representations: 6, distinctRepresentations: 2 });
    expect(statistics.take()).toMatchObject({ calls: 0, representations: 0, responseBytes: 0 });
  });

  it("does not repeat a failure", async () => {
    fails = true;
    expect(await ask({ query: "q" })).toHaveProperty("errors");
    fails = false;
    expect(await ask({ query: "q" })).toHaveProperty("data");
  });
});
