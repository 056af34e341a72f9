// An act's payload: its result or its expected failure as data, and nothing read before it left to answer from.
import { describe, expect, it } from "vitest";
import { createMutation } from "./createMutation.ts";
import { UserFailure } from "./UserFailure.ts";

describe("a mutation", () => {
  const mutation = createMutation((context: { renewed: number }) => {
    context.renewed++;
  });
  const half = mutation(async ({ of }: { of: number }) => {
    if (of === 0) throw new Error("a bug");
    if (of % 2 === 1) throw new UserFailure("INVALID_INPUT", '"of" must be even', "of");
    return { half: of / 2 };
  });

  it("answers its result, and renews the request's loaders", async () => {
    const context = { renewed: 0 };
    expect(await half(null, { input: { of: 4 } }, context)).toEqual({ half: 2, userErrors: [] });
    expect(context.renewed).toBe(1);
  });
  it("answers an expected failure as data", async () => {
    const payload = await half(null, { input: { of: 3 } }, { renewed: 0 });
    expect(payload.userErrors).toEqual([
      { code: "INVALID_INPUT", field: ["input", "of"], message: '"of" must be even' },
    ]);
  });
  it("lets a bug be seen as one", () =>
    expect(half(null, { input: { of: 0 } }, { renewed: 0 })).rejects.toThrow("a bug"));
});
