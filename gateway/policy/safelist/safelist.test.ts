// Only what was published runs: known by its id, or by its text whatever the layout; nothing else passes for it.
import { describe, expect, it } from "vitest";
import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { callerWith } from "../../../subgraphs/kit/testing/callers.ts";
import { createManifest } from "./createManifest.ts";
import { type AskedOperation, createSafelist } from "./createSafelist.ts";
import { parseManifest } from "./OperationManifest.ts";

const PEOPLE =
  "# who?\nquery People($n: Int) { people(first: $n) { ...Names } } fragment Names on Person { name }";
const manifest = createManifest([PEOPLE, "query Houses { houses { name } }"]);
const [houses, people] = manifest.operations as any[];

function open(mode: "log" | "only" = "only") {
  const unpublished: unknown[] = [];
  const safelist = createSafelist({ mode, manifest, onUnpublished: (one) => unpublished.push(one) });
  const may = (asked: AskedOperation, caller: Caller = VISITOR): boolean => {
    try {
      safelist.admit(asked, caller);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ extensions: { code: "OPERATION_NOT_PUBLISHED" } });
      return false;
    }
  };
  return { safelist, may, unpublished };
}

describe("a published operation", () => {
  it.each([
    ["as it was written", { query: PEOPLE }],
    ["as it was published", { query: people.body }],
    [
      "with another layout and comments",
      { query: "# x\nfragment Names on Person{name} query People($n:Int){people(first:$n){...Names}}" },
    ],
    ["with another operation beside it", { query: `${PEOPLE} query Other { all }`, operationName: "People" }],
    ["with a fragment it does not use", { query: `${PEOPLE} fragment X on Person { id }` }],
  ])("%s runs", (_, asked) => expect(open().may(asked)).toBe(true));

  it.each([
    ["documentId", { documentId: people.id }],
    ["documentId with the algorithm", { documentId: `sha256:${people.id}` }],
    ["id", { id: people.id }],
    [
      "the hash of a persisted query",
      { extensions: { persistedQuery: { version: 1, sha256Hash: people.id } } },
    ],
  ])("is known by its %s", (_, asked) => expect(open().safelist.textFor(asked)).toBe(people.body));
});

describe("anything else", () => {
  it.each([
    ["another selection", { query: PEOPLE.replace("name }", "name phone }") }],
    ["another argument", { query: PEOPLE.replace("$n }", "99 }").replace("first: $n", "first: 99") }],
    ["another alias", { query: "query Houses { houses { n: name } }" }],
    ["another name", { query: "query Homes { houses { name } }" }],
    [
      "the other operation of its document",
      { query: `${PEOPLE} query Other { all }`, operationName: "Other" },
    ],
    [
      "a fragment of the same name with other fields",
      { query: PEOPLE.replace("{ name }", "{ name phone }") },
    ],
    ["no GraphQL", { query: "{" }],
    ["an unknown id", { documentId: "0".repeat(64) }],
    ["a hash that is no text", { extensions: { persistedQuery: { version: 1, sha256Hash: [people.id] } } }],
    ["a persisted query without a hash", { extensions: { persistedQuery: true } }],
    ["an unknown hash", { extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } } }],
    ["introspection", { query: "{ __schema { types { name } } }" }],
  ])("%s does not run", (_, asked) => expect(open().may(asked)).toBe(false));

  it("runs and is told of, where the list is only logged", () => {
    const { may, unpublished } = open("log");
    expect(may({ query: "query Mine { all }", operationName: "Mine" })).toBe(true);
    expect(may({ query: PEOPLE })).toBe(true);
    expect(unpublished).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{64}$/), name: "Mine" }]);
  });

  it("sent as a hash is told of too, as it would be refused", () => {
    const { may, unpublished } = open("log");
    const sha256Hash = "0".repeat(64);
    expect(may({ extensions: { persistedQuery: { version: 1, sha256Hash } } })).toBe(true);
    expect(unpublished).toEqual([{ id: sha256Hash, name: undefined }]);
    expect(may({ extensions: { persistedQuery: { version: 1, sha256Hash: "13800001111" } } })).toBe(true);
    expect(unpublished).toHaveLength(1);
  });

  it("is told of by the name it has, not by what the request calls it", () => {
    const { may, unpublished } = open("log");
    expect(may({ query: "{ all }", operationName: "13800001111" })).toBe(true);
    expect(unpublished).toMatchObject([{ name: undefined }]);
  });

  it("cannot be made to pass for a published one, nor a published one for it, by where a name ends and a text begins", () => {
    const { may } = open();
    for (const joint of ["\0", "\n", ":", ""]) {
      expect(may({ query: `People${joint}${PEOPLE}` })).toBe(false);
      expect(may({ query: `6:People${joint}${PEOPLE}` })).toBe(false);
      expect(may({ query: PEOPLE, operationName: "People" })).toBe(true);
      expect(may({ query: PEOPLE, operationName: `People${joint}#` })).toBe(false);
    }
  });

  it("may be introspection for who may read the schema, and nothing beside it", () => {
    const { may } = open();
    const reader = callerWith(["schema:read"]);
    expect(
      may({ query: '{ __typename __schema { types { name } } __type(name: "X") { name } }' }, reader),
    ).toBe(true);
    expect(may({ query: "{ __schema { types { name } } houses { name } }" }, reader)).toBe(false);
    expect(may({ query: "{ ...A } fragment A on Query { houses { name } }" }, reader)).toBe(false);
  });
});

describe("the manifest", () => {
  it("names every operation by the SHA-256 of its body, in order", () => {
    expect(manifest.operations.map(({ name }) => name)).toEqual(["Houses", "People"]);
    expect(houses.id).toMatch(/^[0-9a-f]{64}$/);
    expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  });
  it("replaced, lets others run from then on", () => {
    const { safelist, may } = open();
    safelist.replace(createManifest(["query Other { all }"]));
    expect([may({ query: PEOPLE }), may({ query: "query Other{all}" })]).toEqual([false, true]);
  });
  it.each([
    ["nameless", ["{ a }"], /no name/],
    ["of one name", ["query A { a }", "query A { b }"], /two operations/],
  ])("takes no operations that are %s", (_, sources, message) =>
    expect(() => createManifest(sources)).toThrow(message),
  );
  it.each([
    ["no JSON", "{", /not JSON/],
    ["of another format", '{"format":"x","version":1,"operations":[]}', /format/],
    [
      "without bodies",
      JSON.stringify({ ...manifest, operations: [{ id: "x", name: "y", type: "query" }] }),
      /operations\.0\.body/,
    ],
  ])("is refused when it is %s", (_, text, message) => expect(() => parseManifest(text)).toThrow(message));
});
