/** Index keys are compared as bytes, so bytes must order as MongoDB orders values, and give scalars back unchanged. */
import fc from "fast-check";
import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { compareValues } from "./aggregate/compileExpression.ts";
import { KeyWriter } from "./keyEncoding.ts";
import { readComponent } from "./readComponent.ts";

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("a", "\0", "𠮷", "（") }),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
);

function encode(value: unknown, descending = false): Buffer {
  const writer = new KeyWriter(8);
  writer.component(value, descending, 10_000);
  return writer.copy();
}

describe("index keys", () => {
  it("order as the values do, and backward when descending", () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const order = Math.sign(compareValues(a, b));
        expect(Math.sign(Buffer.compare(encode(a), encode(b)))).toBe(order);
        expect(Math.sign(Buffer.compare(encode(b, true), encode(a, true)))).toBe(order);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are never the beginning of one another, so that fields may follow", () => {
    fc.assert(
      fc.property(scalar, scalar, fc.boolean(), (a, b, descending) => {
        fc.pre(compareValues(a, b) !== 0);
        const [x, y] = [encode(a, descending), encode(b, descending)];
        expect(x.subarray(0, y.length).equals(y)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("give scalars back", () => {
    fc.assert(
      fc.property(scalar, fc.boolean(), (value, descending) => {
        const bytes = encode(value, descending);
        const read = readComponent(Buffer.concat([bytes, Buffer.from("next")]), 0, descending);
        expect(read).toEqual({ value: Object.is(value, -0) ? 0 : value, end: bytes.length });
      }),
      { numRuns: 2_000 },
    );
  });

  it("order types as MongoDB does", () => {
    const values = [
      null,
      Number.NaN,
      -1,
      2.5,
      "",
      "a",
      { a: 1 },
      { a: 2 },
      { b: 0 },
      [1],
      new ObjectId(),
      false,
      true,
      new Date(0),
    ];
    const shuffled = values.toReversed();

    expect(shuffled.sort((a, b) => Buffer.compare(encode(a), encode(b)))).toEqual(values);
  });
});
