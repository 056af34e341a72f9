// A contract is refused while a field that looks personal says nothing about it.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { privacyProblems } from "./privacyProblems.ts";

const problems = (sdl: string) => privacyProblems(parse(sdl));
const NAME = '@classified(level: "L2", category: "NAME")';

describe("a field that looks personal", () => {
  it.each([
    "name: String",
    "displayName: String",
    "phone: String",
    "mobilePhone: Int",
    "idNumber: ID",
    "homeAddress: Address",
    "birthDate: Date",
    "birthDecade: Decade",
    "email: String",
    "wechatId: String",
    "note: String",
    "declineReason: String",
    "remarks: [String]",
    "gender: Gender",
    "ageBand: AgeBand",
    "isPartyMember: Boolean",
    "clientCode: String",
  ])("%s needs a classification, or a word that it needs none", (field) => {
    const [name] = field.split(":");
    const wrong = [expect.stringMatching(new RegExp(`^Client.${name} looks personal: say @classified`))];
    expect(problems(`type Client { ${field} }`)).toEqual(wrong);
    expect(problems(`extend type Client { ${field} }`)).toEqual(wrong);
    expect(problems(`type Client { ${field} @classified(level: "L3", category: "ATTRIBUTE") }`)).toEqual([]);
    expect(problems(`type Client { ${field} @tag(name: "unmasked") }`)).toEqual([]);
    expect(problems(`type Client { ${field} @tag(name: "public") }`)).toEqual(wrong);
  });

  it.each([
    "reason: ReferralReason",
    "id: ID!",
    "title: String",
    "partyMemberVolunteers: Int!",
    "stage: Stage",
    "pageInfo: PageInfo!",
  ])("%s does not look so", (field) => expect(problems(`type Client { ${field} }`)).toEqual([]));

  it("counts neither in acts, inputs and statistics, nor where another agency answers for it", () =>
    expect(
      problems(`
        type Query { name: String } input In { name: String } enum E { NAME }
        type WorkforceRow { gender: Gender } type Worker { name: String @external }
      `),
    ).toEqual([]));
});

describe("a classification", () => {
  it.each([
    ['@classified(level: "L9", category: "NAME")', /no level "L9"/],
    ['@classified(level: "L2", category: "SHOE")', /no category "SHOE"/],
  ])("is refused: %s", (directive, message) =>
    expect(problems(`type A { name: String ${directive} }`)[0]).toMatch(message),
  );
  it("leaves room for a value held back", () =>
    expect(problems(`type A { name: String! ${NAME} }`)).toEqual([
      "A.name is classified, so it must be nullable",
    ]));
  it("is the interface's in every type that implements it", () => {
    const being = `interface Being { name: String ${NAME} }`;
    expect(problems(`${being} type A implements Being { name: String ${NAME} }`)).toEqual([]);
    expect(problems(`${being} type A implements Being { name: String @tag(name: "unmasked") }`)).toEqual([
      'A.name must say @classified(level: "L2", category: "NAME"), as the interface does',
    ]);
  });
});
