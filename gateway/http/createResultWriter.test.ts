// Results are let go of as soon as they are written; shared ones stay whole, and are written once for all who wait.
import { describe, expect, it } from "vitest";
import { createResultWriter } from "./createResultWriter.ts";
import { openTestGateway } from "./testing/openTestGateway.ts";

const LIST = Array.from({ length: 50 }, (_, id) => ({ id, name: "a", about: "b" }));

describe("a result of one request", () => {
  it("is emptied once it is text, so that nobody can keep it alive", async () => {
    const results: any[] = [];
    await using gateway = await openTestGateway({
      adapt: (result) => {
        results.push(result);
        return result;
      },
    });
    const answer = await gateway.post({ query: "{ people(count: 2) { id } hello }" });
    expect(await answer.json()).toEqual({
      data: { people: [{ id: "0" }, { id: "1" }], hello: "hello world" },
    });
    expect(JSON.parse(JSON.stringify(results[0].data))).toEqual({});
  });

  it("with errors keeps them", async () => {
    await using gateway = await openTestGateway();
    const answer: any = await (await gateway.post({ query: "{ hello broken }" })).json();
    expect(answer.data).toEqual({ hello: "hello world", broken: null });
    expect(answer.errors).toHaveLength(1);
  });

  it("that may not be changed is written all the same", () =>
    expect(createResultWriter().stringifyResult({ data: Object.freeze({ a: 1 }) })).toBe('{"data":{"a":1}}'));
});

describe("a shared result", () => {
  it("answers everyone alike and is not touched", async () => {
    const data = { people: LIST };
    await using gateway = await openTestGateway({ adapt: () => ({ data, shared: true }) as any });
    const ask = async () => (await gateway.post({ query: "{ people(count: 50) { id name about } }" })).json();
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    answers.push(await ask());
    for (const answer of answers) expect(answer).toEqual({ data: { people: LIST } });
    expect(data.people).toBe(LIST);
  });

  it("is written once, as text and as bytes", async () => {
    let writings = 0;
    const data = {
      toJSON() {
        writings++;
        return { a: 1 };
      },
    };
    const writer = createResultWriter();
    const { requestDidStart } = writer.plugin;
    const listener: any = await requestDidStart?.({} as any);
    const write = async () => {
      await listener.willSendResponse({
        response: { body: { kind: "single", singleResult: { data, shared: true } } },
      });
      return writer.encode(writer.stringifyResult({ data: data as any }));
    };
    const first = await write();
    expect(await write()).toBe(first);
    expect(first.toString()).toBe('{"data":{"a":1}}');
    expect(writings).toBe(1);
  });

  it("with errors is written for each, their ids being different", async () => {
    const data = { hello: null };
    const adapt = () => ({ data, shared: true, errors: [new Error("x")] }) as any;
    await using gateway = await openTestGateway({ adapt });
    const idOf = async () => {
      const answer: any = await (await gateway.post({ query: "{ hello }" })).json();
      return answer.errors[0].extensions.correlationId;
    };
    expect(await idOf()).not.toBe(await idOf());
    expect(data).toEqual({ hello: null });
  });
});
