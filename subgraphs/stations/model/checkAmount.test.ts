// Money comes in as yuan and is kept as whole fen; whatever is no amount is refused.
import { expect, test } from "vitest";
import { checkAmount } from "./checkAmount.ts";

test.each([
  [0.01, 1],
  [1234.56, 123_456],
  [100_000_000, 10_000_000_000],
  [0.1 + 0.2, 30],
])("%d yuan are %d fen", (yuan, fen) => {
  expect(checkAmount(yuan)).toBe(fen);
});

test.each([0, -5, 0.001, 1.005, 100_000_000.01, Number.POSITIVE_INFINITY])("%d yuan are refused", (yuan) => {
  expect(() => checkAmount(yuan)).toThrow(/between 0.01 and 100000000 yuan/);
});
