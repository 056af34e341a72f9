import fc from "fast-check";
import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";
import { BSON } from "mongodb";
import { EDGES, hostileTexts, wrongValues } from "./texts.ts";

const CODES = ["110114", "110000", "430100", "120101", "820000"];
const DAYS = ["2024-10-31", "2024-02-29", "0001-01-01", "9999-12-31", "1949-10-01"];

/** Cursors as ours are made, of values nobody made. */
const cursors = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("_id", "sentAt", "registeredOn", "needOrder", "$where", "__proto__"),
      fc.oneof(
        fc.constantFrom<unknown>(
          { $gt: "" },
          { $date: "2024-01-01T00:00:00Z" },
          { $date: "never" },
          { $numberLong: "9223372036854775807" },
          { $numberDouble: "NaN" },
          { $numberDecimal: "1" },
          { $regularExpression: { pattern: "(a+)+$", options: "x" } },
          { $binary: { base64: "AA==", subType: "00" } },
          { $code: "sleep(1)" },
          { $oid: "000000000000000000000000" },
          { $minKey: 1 },
          { $undefined: true },
          { $symbol: "x" },
        ),
        wrongValues,
      ),
      fc.oneof(fc.constantFrom<unknown>("x", { $ne: "" }, null), hostileTexts),
    )
    .map((parts) => Buffer.from(textOf(parts)).toString("base64url")),
  fc.constantFrom("", "x", "W10", "bnVsbA", "W251bGxd", "e30", "====", "A".repeat(10_000)),
  hostileTexts,
);

function textOf(parts: unknown): string {
  try {
    return BSON.EJSON.stringify(parts as object);
  } catch {
    return JSON.stringify(parts, (_, one) => (typeof one === "bigint" ? String(one) : one)) ?? "";
  }
}

/**
 * Values of an input type that mostly pass the type check and are hostile where it lets anything pass: strings, ids, cursors.
 * @param ids some that exist
 */
export function createTypedValues(ids: readonly string[]) {
  const texts = fc.oneof(
    { weight: 2, arbitrary: hostileTexts },
    { weight: 1, arbitrary: fc.constantFrom(...ids) },
  );
  const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    String: texts,
    ID: fc.oneof(texts, fc.constantFrom(...ids)),
    Int: fc.oneof(fc.constantFrom<number>(...EDGES), fc.integer({ min: 0, max: 3_000 })),
    Float: fc.constantFrom<number>(0, -0, 1e308, -1e308, 5e-324, 0.1, 1e15, ...EDGES),
    Boolean: fc.boolean(),
    Date: fc.constantFrom(...DAYS),
    DateTime: fc.constantFrom(...DAYS).map((day) => `${day}T23:59:59.999+14:00`),
    DistrictCode: fc.constantFrom(...CODES),
    CreditCode: fc.constantFrom("91350100M000100Y43", "52110000MJ00000019"),
  };

  const valuesOf = (type: GraphQLInputType, name = "", depth = 0): fc.Arbitrary<unknown> => {
    const fitting = fittingOf(type, name, depth);
    return fc.oneof({ weight: 24, arbitrary: fitting }, { weight: 1, arbitrary: wrongValues });
  };

  const fittingOf = (type: GraphQLInputType, name: string, depth: number): fc.Arbitrary<unknown> => {
    if (isNonNullType(type)) return valuesOf(type.ofType, name, depth);
    if (isListType(type)) return fc.array(valuesOf(type.ofType, name, depth + 1), { maxLength: 4 });
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
    if (isInputObjectType(type)) {
      if (depth > 4) return fc.constant({});
      const fields = Object.values(type.getFields());
      const required = fields.filter((field) => isNonNullType(field.type)).map((field) => field.name);
      const values = Object.fromEntries(
        fields.map((field) => [field.name, valuesOf(field.type, field.name, depth + 1)]),
      );
      return fc.record(values, { requiredKeys: required });
    }
    if (name === "after") return cursors;
    if (name === "first") return fc.oneof(fc.constantFrom<number>(...EDGES), fc.integer({ min: 1, max: 20 }));
    return known[type.name] ?? wrongValues;
  };

  return valuesOf;
}
