// The data catalogue is read off the supergraph: what is shared, by whom, how personal it is, and who may see it.
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { composeSupergraph } from "../../supergraph/composeSupergraph.ts";
import { catalogueEntries } from "./catalogueEntries.ts";
import { catalogueCsv, catalogueMarkdown } from "./formatCatalogue.ts";

const LINKS = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes", "@inaccessible", "@shareable", "@composeDirective", "@external", "@requires"])
    @link(url: "https://liandong.example/specs/privacy/v1.0", import: ["@classified"])
    @composeDirective(name: "@classified")
  directive @classified(level: String!, category: String!, sharedWith: [String!]) on FIELD_DEFINITION
`;
const HOSPITALS = `${LINKS}
  type Query { cases: [Case!] page: CaseConnection }
  type CaseConnection { totalCount: Int }
  type Case @key(fields: "id") @requiresScopes(scopes: [["referral:read"]]) {
    """
    标识。
    The id.
    """
    id: ID!
    """
    姓名，含“|”。
    The name,
    in full.
    """
    name: String @classified(level: "L4", category: "NAME", sharedWith: ["stations"])
    place: Place
  }
  type Place @shareable { title: String }
`;
const STATIONS = `${LINKS}
  type Case @key(fields: "id") { id: ID! takenBy: ID @inaccessible }
  type Open { case: Case, place: Place }
  type Query { open: Open }
  type Place @shareable { title: String }
`;
const composed = composeSupergraph(
  Object.entries({ hospitals: HOSPITALS, stations: STATIONS }).map(([name, sdl]) => ({
    name,
    url: "http://localhost/graphql",
    typeDefs: parse(sdl),
  })),
);
if ("errors" in composed) throw new Error(composed.errors.join("\n"));
const entries = catalogueEntries(composed.sdl);
const entry = (coordinate: string) => entries.find(({ type, field }) => `${type}.${field}` === coordinate);

describe("the catalogue", () => {
  it("holds the fields of the agencies' data, once each, and no plumbing", () =>
    expect(entries.map(({ owner, type, field }) => `${owner}: ${type}.${field}`)).toEqual([
      "hospitals: Case.id",
      "hospitals: Case.name",
      "hospitals: Case.place",
      "hospitals, stations: Place.title",
      "stations: Case.takenBy",
      "stations: Open.case",
      "stations: Open.place",
    ]));

  it("says what a field is, in two languages, how personal, and what opens it", () =>
    expect(entry("Case.name")).toEqual({
      owner: "hospitals",
      type: "Case",
      field: "name",
      dataType: "String",
      chinese: "姓名，含“|”。",
      english: "The name, in full.",
      classification: { level: "L4", category: "NAME", sharedWith: ["stations"] },
      scopes: [["referral:read"]],
      policies: [],
      sharing: "CONDITIONAL",
    }));

  it("tells what is shared freely, on conditions, and not at all", () => {
    expect(entry("Place.title")?.sharing).toBe("UNCONDITIONAL");
    expect(entry("Open.case")).toMatchObject({ sharing: "CONDITIONAL", scopes: [["referral:read"]] });
    expect(entry("Case.takenBy")?.sharing).toBe("NOT_SHARED");
  });

  it("is written for people and for programs", () => {
    const markdown = catalogueMarkdown(entries);
    expect(markdown).toContain(
      "| `name` | 姓名，含“\\|”。 | The name, in full. | L4 NAME | `referral:read`；原文 clear: `clear:hospitals` / `clear:stations` + `clear:sensitive` | 有条件共享 conditional |",
    );
    const lines = catalogueCsv(entries).trimEnd().split("\r\n");
    expect(lines).toHaveLength(entries.length + 1);
    expect(lines[2]).toMatch(/^hospitals,Case,name,String,姓名，含“\|”。,"The name, in full.",L4,NAME,/);
  });
});
