// Where classified fields stand in an answer is told by the operation: through aliases, fragments, lists and interfaces.
import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import type { PolicyIndex } from "../PolicyIndex.ts";
import { inspected } from "../testing/inspected.ts";
import { classifiedPlaces } from "./classifiedPlaces.ts";
import { pathTo, visitPlaces } from "./visitPlaces.ts";

const schema = buildSchema(`
  type Query { workers: [Worker!] one(id: ID!): Worker subjects: [[Subject]] club: Club }
  interface Worker { id: ID! name: String friends: [Worker!] }
  type Nurse implements Worker { id: ID! name: String friends: [Worker!] ward: String }
  type Guide implements Worker { id: ID! name: String friends: [Worker!] }
  type Club { name: String head: Nurse phones: [String] }
  union Subject = Nurse | Club
`);
const name = { level: "L2", category: "NAME", owner: "register" };
const phone = { level: "L3", category: "PHONE", owner: "clubs" };
const index: Pick<PolicyIndex, "classified"> = {
  classified: new Map([
    ["Worker.name", name],
    ["Nurse.name", name],
    ["Club.phones", phone],
  ]),
};

/** Coordinates and paths (dotted) of what is met when `data` answers `source`. */
function met(source: string, data: Record<string, unknown>) {
  const places = classifiedPlaces(inspected(schema, parse(source), index));
  const found: string[] = [];
  visitPlaces(places, data, (place, value, _, trail) =>
    found.push(`${place.coordinate} ${pathTo(place, trail).join(".")} = ${value}`),
  );
  return found;
}

describe("the places of classified fields", () => {
  it("are none where nothing classified is asked for", () =>
    expect(met("{ club { name } }", { club: { name: "x" } })).toEqual([]));

  it("are found once through an interface, by the name it was asked under", () =>
    expect(met("{ workers { n: name } }", { workers: [{ n: "a" }, { n: "b" }, { n: null }] })).toEqual([
      "Worker.name workers.0.n = a",
      "Worker.name workers.1.n = b",
      "Worker.name workers.2.n = null",
    ]));

  it("are found in types that only inherit the classification", () =>
    expect(met("{ workers { ... on Guide { name } } }", { workers: [{ name: "a" }, {}] })).toEqual([
      "Guide.name workers.0.name = a",
    ]));

  it("are found through named fragments, nested and merged", () =>
    expect(
      met(
        `{ club { ...A } club { head { friends { name } } } }
         fragment A on Club { head { name } ...B } fragment B on Club { phones }`,
        { club: { head: { name: "a", friends: [{ name: "b" }] }, phones: ["1", "2"] } },
      ),
    ).toEqual([
      "Club.phones club.phones = 1,2",
      "Nurse.name club.head.name = a",
      "Worker.name club.head.friends.0.name = b",
    ]));

  it("are found in lists of lists", () =>
    expect(
      met("{ subjects { ... on Nurse { name } } }", { subjects: [[{ name: "a" }, null], null] }),
    ).toEqual(["Nurse.name subjects.0.0.name = a"]));

  describe("under a key that other types use for something else", () => {
    const shared = "... on Nurse { title: name } ... on Club { title: name }";
    it("are told by the type where the answer has it", () =>
      expect(
        met(`{ subjects { kind: __typename ${shared} } }`, {
          subjects: [
            [
              { kind: "Nurse", title: "a" },
              { kind: "Club", title: "b" },
            ],
          ],
        }),
      ).toEqual(["Nurse.name subjects.0.0.title = a"]));
    it("are taken for classified where it does not", () =>
      expect(met(`{ subjects { ${shared} } }`, { subjects: [[{ title: "b" }]] })).toEqual([
        "Nurse.name subjects.0.0.title = b",
      ]));
  });

  it("are nowhere in an answer without data, or where a directive left them out", () => {
    expect(met("query ($no: Boolean!) { club { phones @include(if: $no) } }", { club: {} })).toEqual([]);
    expect(met("{ club { phones } }", { club: null })).toEqual([]);
  });
});
