// What the federation specification says, situation by situation: small subgraphs, a question, the one right answer.
// A case with a `fault` is a known defect: it must still fail, or the note is out of date.
import { afterAll, describe, expect, it } from "vitest";
import { SCENARIOS } from "./scenarios/index.ts";
import { openScenario } from "./scenarios/Scenario.ts";

for (const scenario of SCENARIOS)
  describe(scenario.title, () => {
    let opened: ReturnType<typeof openScenario> | undefined;
    const graphOf = () => {
      if (!opened || scenario.isStateful) opened = openScenario(scenario);
      return opened;
    };
    afterAll(async () => (await opened)?.[Symbol.asyncDispose]());

    for (const testCase of scenario.cases) {
      const test = testCase.fault ? it.fails : it;
      test(testCase.name + (testCase.fault ? ` (known fault: ${testCase.fault})` : ""), async () => {
        const answer = await (await graphOf()).ours(testCase);
        expect(answer).toEqual({ data: testCase.data, errors: [...(testCase.errors ?? [])].sort() });
        expect(JSON.stringify(answer.data), "order of keys").toBe(JSON.stringify(testCase.data));
      });
    }
  });

it("there are enough cases to speak of", () => {
  expect(SCENARIOS.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(60);
});
