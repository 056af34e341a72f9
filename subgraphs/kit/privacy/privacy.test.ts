// What is shown instead of personal data: never more of it than promised, and always recognised as masked.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageBand } from "./ageBand.ts";
import { CATEGORIES, type Category } from "./Classification.ts";
import { createPseudonyms } from "./createPseudonyms.ts";
import { isMasked, mask } from "./mask.ts";

const options = {
  purpose: null,
  now: () => new Date("2024-10-31T00:00:00Z"),
  pseudonym: createPseudonyms("hospitals", new Uint8Array(32)),
};
const shown = (category: Category, value: unknown) => mask(category, value, options);

describe("is shown as", () => {
  it.each<[Category, unknown, unknown]>([
    ["NAME", "王小明", "王*"],
    ["NAME", "欧阳娜娜", "欧*"],
    ["NAME", "Li Lei", "L*"],
    ["NAME", "𠮷野家", "𠮷*"],
    ["NAME", "", "*"],
    ["PHONE", "13812341234", "138****1234"],
    ["PHONE", "+86 138-1234-1234", "138****1234"],
    ["PHONE", "１３８１２３４１２３４", "138****1234"],
    ["PHONE", "010-62781234", "****1234"],
    ["PHONE", "+852 2345 6789", "****6789"],
    ["PHONE", "95588", "****"],
    ["PHONE", "王小明家里", "****"],
    ["ID_NUMBER", "110105199003071234", "1****************4"],
    ["ID_NUMBER", "11010519900307123X", "1****************X"],
    ["ID_NUMBER", "E12345678", "E****************8"],
    ["ID_NUMBER", "1234567", "****************"],
    ["ADDRESS", "北京市昌平区回龙观街道1号楼2单元", "北京市昌平区****"],
    ["ADDRESS", "湖南省长沙市岳麓区麓山南路932号", "湖南省长沙市岳麓区****"],
    ["ADDRESS", "河北省石家庄市正定县", "河北省石家庄市正定县****"],
    ["ADDRESS", "甘肃省临夏回族自治州东乡族自治县锁南镇", "甘肃省临夏回族自治州东乡族自治县****"],
    ["ADDRESS", "内蒙古自治区锡林郭勒盟正蓝旗上都镇", "内蒙古自治区锡林郭勒盟正蓝旗****"],
    ["ADDRESS", "湖南省浏阳市淮川街道", "湖南省浏阳市****"],
    ["ADDRESS", "北京市朝阳小区3号", "北京市****"],
    ["ADDRESS", "北京市王府井大街1号院东区", "北京市****"],
    ["ADDRESS", "昌平区回龙观街道", "****"],
    ["ADDRESS", "12 Main Street, Beijing", "****"],
    ["BIRTH_DATE", "1964-10-31", "FROM_60"],
    ["BIRTH_DATE", "1990", null],
    ["FREE_TEXT", "家住昌平，独居", "****"],
    ["FREE_TEXT", "", "****"],
    ["ATTRIBUTE", true, null],
    ["ATTRIBUTE", ["a", "b"], null],
  ])("%s %j: %j", (category, value, expected) => expect(shown(category, value)).toBe(expected));

  it.each(CATEGORIES)("%s: nothing stays nothing, and lists are masked item by item", (category) => {
    expect(shown(category, null)).toBeNull();
    expect(shown(category, undefined)).toBeNull();
    if (category === "ATTRIBUTE") return;
    expect(shown(category, [])).toEqual([]);
    expect(shown(category, ["1964-10-31", null])).toEqual([shown(category, "1964-10-31"), null]);
  });
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.stringMatching(/^[0-9X +-]{0,30}$/),
  fc
    .tuple(
      fc.constantFrom("北京市", "湖南省长沙市", ""),
      fc.string({ unit: fc.constantFrom(..."昌平区县市小路街道号院1王") }),
    )
    .map((parts) => parts.join("")),
);

describe.each(CATEGORIES)("any %s", (category) => {
  it("is recognised as masked once it is, and masking it again changes nothing", () => {
    fc.assert(
      fc.property(text, (value) => {
        const once = shown(category, value);
        expect(isMasked(category, once)).toBe(true);
        expect(isMasked(category, [once, null])).toBe(true);
        expect(shown(category, once)).toBe(once);
      }),
    );
  });
});

describe("never shows more than promised:", () => {
  const ofAny = (category: Category, holds: (masked: string, characters: string[]) => void) => () =>
    fc.assert(
      fc.property(text, (value) => {
        // What looks masked was masked before, and is left as it is.
        fc.pre(!isMasked(category, value));
        holds(String(shown(category, value) ?? ""), [...value.trim()]);
      }),
    );
  const isDigit = (character: string) => /\d/.test(character);

  it(
    "one character of a name",
    ofAny("NAME", (masked, [first = ""]) => expect(masked).toBe(`${first}*`)),
  );
  it(
    "seven digits of a telephone number and not its middle",
    ofAny("PHONE", (masked) => expect([...masked].filter(isDigit).length).toBeLessThanOrEqual(7)),
  );
  it(
    "the first and last character of an identity number, at one length",
    ofAny("ID_NUMBER", (masked, characters) => {
      const ends = characters.length < 8 ? "" : `${characters[0]}${characters.at(-1)}`;
      expect(masked.replace("*".repeat(16), "")).toBe(ends);
    }),
  );
  it(
    "the beginning of an address, up to a division's name",
    ofAny("ADDRESS", (masked, characters) => {
      const kept = masked.slice(0, -4);
      expect(characters.join("").startsWith(kept)).toBe(true);
      expect(kept).toMatch(/^$|[省市县区旗盟州]$/u);
      expect(kept).not.toMatch(/[0-9a-z号路街院]/i);
    }),
  );
  it(
    "nothing of a text",
    ofAny("FREE_TEXT", (masked) => expect(masked).toBe("****")),
  );
  it(
    "nothing of an attribute",
    ofAny("ATTRIBUTE", (masked) => expect(masked).toBe("")),
  );
  it(
    "nothing of an identifier",
    ofAny("IDENTIFIER", (masked) => expect(masked).toMatch(/^ps_[0-9a-f]{32}$/)),
  );
});

describe("a clear value is never taken for a masked one", () => {
  it.each<[Category, unknown]>([
    ["NAME", "王小明"],
    ["PHONE", "13812341234"],
    ["ID_NUMBER", "110105199003071234"],
    ["ADDRESS", "北京市昌平区回龙观街道****"],
    ["ADDRESS", "北京市昌平区"],
    ["BIRTH_DATE", "1964-10-31"],
    ["FREE_TEXT", "****."],
    ["IDENTIFIER", "P-7F3K2QXM"],
    ["ATTRIBUTE", false],
    ["NAME", ["王*", "王小明"]],
    ["NAME", { name: "王*" }],
  ])("%s %j", (category, value) => expect(isMasked(category, value)).toBe(false));
});

describe("a pseudonym", () => {
  const key = new Uint8Array(32).fill(7);
  const pseudonym = createPseudonyms("hospitals", key);
  it("is the same for one purpose and one key, whoever asks", () =>
    expect(createPseudonyms("hospitals", key)("P-1", "research")).toBe(pseudonym("P-1", "research")));
  it("differs between identifiers, purposes, owners and keys", () => {
    const all = [
      pseudonym("P-1", "research"),
      pseudonym("P-2", "research"),
      pseudonym("P-1", "supervision"),
      pseudonym("P-1", null),
      createPseudonyms("stations", key)("P-1", "research"),
      createPseudonyms("hospitals")("P-1", "research"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("a birth date", () => {
  const today = new Date("2024-10-31T00:00:00Z");
  it.each([
    ["2006-11-01", "UNDER_18"],
    ["2006-10-31", "FROM_18_TO_34"],
    ["1989-11-01", "FROM_18_TO_34"],
    ["1989-10-31", "FROM_35_TO_59"],
    ["1964-11-01", "FROM_35_TO_59"],
    ["1964-10-31", "FROM_60"],
  ])("%s is shown as %s", (birthDate, band) => expect(ageBand(birthDate, today)).toBe(band));
  it("changes on the birthday in China, not eight hours later", () => {
    expect(ageBand("2006-11-01", new Date("2024-10-31T15:59:59Z"))).toBe("UNDER_18");
    expect(ageBand("2006-11-01", new Date("2024-10-31T16:00:00Z"))).toBe("FROM_18_TO_34");
  });
});
