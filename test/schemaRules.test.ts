// What every subgraph's schema promises its readers, and what its callers may rely on when an agency is down.
import {
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type StringValueNode,
  type TypeDefinitionNode,
} from "graphql";
import { describe, expect, it } from "vitest";
import { composeSupergraph } from "../gateway/supergraph/composeSupergraph.ts";
import { loadTypeDefs } from "../subgraphs/kit/graphql/loadTypeDefs.ts";
import { privacyProblems } from "../subgraphs/kit/privacy/privacyProblems.ts";
import { SUBGRAPH_PORTS } from "../subgraphs/kit/server/Subgraph.ts";
import { SUPERGRAPH_SDL } from "./support/openJoinedGraph.ts";

const names = Object.keys(SUBGRAPH_PORTS);
const typesOf = (name: string): TypeDefinitionNode[] =>
  loadTypeDefs(name).definitions.filter(isTypeDefinitionNode);
const objects = (name: string): ObjectTypeDefinitionNode[] =>
  typesOf(name).filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION) as ObjectTypeDefinitionNode[];

interface Described {
  where: string;
  description: StringValueNode | undefined;
}

/** Every type, field, argument and enum value with its description. */
function elements(name: string): Described[] {
  return typesOf(name).flatMap((type): Described[] => {
    const at = (
      node: { name: { value: string }; description?: StringValueNode },
      parent = type.name.value,
    ) => ({
      where: `${parent}.${node.name.value}`,
      description: node.description,
    });
    const fields = "fields" in type ? ((type.fields ?? []) as FieldDefinitionNode[]) : [];
    return [
      { where: type.name.value, description: type.description },
      ...fields.map((field) => at(field)),
      ...fields.flatMap((field) =>
        (field.arguments ?? []).map((arg) => at(arg, `${type.name.value}.${field.name.value}`)),
      ),
      ...(type.kind === Kind.ENUM_TYPE_DEFINITION ? (type.values ?? []).map((value) => at(value)) : []),
    ];
  });
}

const keyFields = (type: ObjectTypeDefinitionNode): Set<string> =>
  new Set(
    (type.directives ?? [])
      .filter((directive) => directive.name.value === "key")
      .flatMap((directive) => (directive.arguments ?? []).filter(({ name }) => name.value === "fields"))
      .flatMap(({ value }) => (value.kind === Kind.STRING ? value.value.split(/\W+/) : [])),
  );

describe.each(names)("%s", (name) => {
  it("describes everything in Chinese and English", () => {
    const poor = elements(name)
      .filter(({ description }) => !/\p{Script=Han}[\s\S]*[a-zA-Z]{2}/u.test(description?.value ?? ""))
      .map(({ where }) => where);
    expect(poor).toEqual([]);
  });

  it("lets every root field and every non-key field of an entity be null, so that a missing agency nulls only its part", () => {
    const tooStrict = objects(name).flatMap((type) => {
      const keys = keyFields(type);
      if (keys.size === 0 && !["Query", "Mutation"].includes(type.name.value)) return [];
      return (type.fields ?? [])
        .filter((field) => field.type.kind === Kind.NON_NULL_TYPE && !keys.has(field.name.value))
        .map((field) => `${type.name.value}.${field.name.value}`);
    });
    expect(tooStrict).toEqual([]);
  });

  it("pages every connection by first (20 unless told) and after", () => {
    const wrong = typesOf(name)
      .flatMap((type) => ("fields" in type ? ((type.fields ?? []) as FieldDefinitionNode[]) : []))
      .filter((field) => print(field.type).replace("!", "").endsWith("Connection"))
      .filter((field) => {
        const args = (field.arguments ?? [])
          .map(print)
          .join(" ")
          .replace(/"""[\s\S]*?"""/g, "");
        return !/first: Int = 20/.test(args) || !/after: String/.test(args);
      })
      .map((field) => field.name.value);
    expect(wrong).toEqual([]);
  });

  it("bounds every list: by the argument that slices it, or by the length to assume", () => {
    const fields = typesOf(name).flatMap((type) =>
      "fields" in type && type.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? ((type.fields ?? []) as FieldDefinitionNode[]).map((field) => ({ type: type.name.value, field }))
        : [],
    );
    const unbounded = fields
      .filter(({ type, field }) => {
        if (field.directives?.some((one) => one.name.value === "external")) return false;
        const isConnection = print(field.type).replace("!", "").endsWith("Connection");
        if (!isConnection && !print(field.type).startsWith("[")) return false;
        // The fields that give a connection say how long these are.
        if (type.endsWith("Connection") && ["nodes", "edges"].includes(field.name.value)) return false;
        const bound = field.directives?.find((one) => one.name.value === "listSize");
        const args = (bound?.arguments ?? []).map(print).join(" ");
        if (isConnection)
          return !/slicingArguments: \["first"\] sizedFields: \["nodes", "edges"\]/.test(args);
        return !/assumedSize: [1-9]|slicingArguments: \["first"\]/.test(args);
      })
      .map(({ type, field }) => `${type}.${field.name.value}`);
    expect(unbounded).toEqual([]);
  });

  it("classifies every field that looks personal, or says that it needs no masking", () =>
    expect(privacyProblems(loadTypeDefs(name))).toEqual([]));

  it("takes one input for each act and answers a payload with userErrors", () => {
    const mutations = objects(name).find((type) => type.name.value === "Mutation")?.fields ?? [];
    const payloads = new Map(objects(name).map((type) => [type.name.value, type]));
    for (const mutation of mutations) {
      const act = mutation.name.value;
      const Act = `${act[0]?.toUpperCase()}${act.slice(1)}`;
      expect(mutation.arguments?.map(({ name, type }) => `${name.value}: ${print(type)}`)).toEqual([
        `input: ${Act}Input!`,
      ]);
      const payload = payloads.get(print(mutation.type));
      expect(print(mutation.type)).toBe(`${Act}Payload`);
      expect(payload?.fields?.map((field) => `${field.name.value}: ${print(field.type)}`)).toContain(
        "userErrors: [UserError!]!",
      );
    }
  });
});

describe("the supergraph", () => {
  const compose = (subgraphs: string[]) =>
    composeSupergraph(
      subgraphs.map((name) => ({
        name,
        url: `http://localhost:${SUBGRAPH_PORTS[name as keyof typeof SUBGRAPH_PORTS]}/graphql`,
        typeDefs: loadTypeDefs(name),
      })),
    );

  it("composes with no hint, and the committed file is what comes out", () => {
    expect(compose(names)).toEqual({ sdl: SUPERGRAPH_SDL, hints: [] });
  });

  it("does not compose without an agency whose fields others require", () => {
    expect(compose(["stations", "talent"])).toHaveProperty("errors");
  });
});
