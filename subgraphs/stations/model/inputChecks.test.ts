// What comes in at the door: cleaned when it is right, refused with the field's name when it is not.
import { expect, test } from "vitest";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkAmount, checkChoices, checkForeignId, checkPastDay, checkText } from "./inputChecks.ts";
import { keyedRequest } from "./keyedRequest.ts";

const refused = (check: () => unknown): UserFailure["userError"] => {
  try {
    check();
  } catch (error) {
    if (error instanceof UserFailure) return error.userError;
    throw error;
  }
  throw new Error("it was let through");
};

test("text is trimmed and has a length", () => {
  expect(checkText("  老年关怀 ", 10, "title")).toBe("老年关怀");
  expect(refused(() => checkText("   ", 10, "title"))).toMatchObject({
    code: "INVALID_INPUT",
    field: ["input", "title"],
  });
  expect(refused(() => checkText("x".repeat(11), 10, "title")).message).toContain("10");
});

test.each([
  [0.01, 1],
  [1234.56, 123_456],
  [100_000_000, 10_000_000_000],
  [0.1 + 0.2, 30],
])("%d yuan are %d fen", (yuan, fen) => {
  expect(checkAmount(yuan)).toBe(fen);
});

test.each([0, -5, 0.001, 1.005, 100_000_000.01, Number.POSITIVE_INFINITY])("%d yuan are refused", (yuan) => {
  expect(refused(() => checkAmount(yuan)).code).toBe("INVALID_INPUT");
});

test("a day in the past is neither too early nor in the future", () => {
  const range = { earliest: "2020-01-01", today: "2024-11-01" };
  expect(checkPastDay("2024-11-01", range, "heldOn")).toBe("2024-11-01");
  expect(refused(() => checkPastDay("2024-11-02", range, "heldOn")).message).toContain("2024-11-01");
  expect(refused(() => checkPastDay("2019-12-31", range, "heldOn")).code).toBe("INVALID_INPUT");
});

test("choices are enough and each made once", () => {
  expect(checkChoices(["A", "B"], 2, "parties")).toEqual(["A", "B"]);
  expect(refused(() => checkChoices(["A"], 2, "parties")).code).toBe("INVALID_INPUT");
  expect(refused(() => checkChoices(["A", "A"], 1, "parties")).code).toBe("INVALID_INPUT");
});

test("another agency's ids are checked by their shape", () => {
  expect(checkForeignId("msw_0001", "medical social worker", "id")).toBe("msw_0001");
  expect(refused(() => checkForeignId("csw_0001", "medical social worker", "id")).message).toContain(
    "msw_0001",
  );
});

test("a client's key gives the same id whatever the order of the content, and another one for another act", () => {
  const first = keyedRequest("a", "key", { x: 1, y: 2 });
  expect(keyedRequest("a", " key ", { y: 2, x: 1 })).toEqual(first);
  expect(keyedRequest("b", "key", { x: 1, y: 2 }).digits).not.toBe(first.digits);
  expect(keyedRequest("a", "key", { x: 1, y: 3 })).toMatchObject({ digits: first.digits });
  expect(keyedRequest("a", "key", { x: 1, y: 3 }).requestHash).not.toBe(first.requestHash);
  expect(refused(() => keyedRequest("a", "", {})).field).toEqual(["input", "clientKey"]);
  expect(refused(() => keyedRequest("a", "k".repeat(65), {})).code).toBe("INVALID_INPUT");
});
