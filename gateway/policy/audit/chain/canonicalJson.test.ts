// One text for one value, whatever order its members came in: the text that is hashed.
import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "./canonicalJson.ts";

it("sorts members by their UTF-16 units, on every level, and leaves no white space", () =>
  expect(canonicalJson({ b: [{ z: 1, a: "王\n" }, null], é: true, a: { d: -0, c: undefined } })).toBe(
    '{"a":{"d":0},"b":[{"a":"王\\n","z":1},null],"é":true}',
  ));

it("is the same for any order of members, and means the same value", () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  ));
