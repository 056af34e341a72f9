import fc from "fast-check";
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { Front } from "../front/openFront.ts";
import type { Family } from "./Family.ts";
import { type Door, type Input, post } from "./Input.ts";
import { stringify, wrongValues } from "./texts.ts";
import { createTypedValues } from "./typedValues.ts";

/** An operation whose every argument is a variable. */
interface Template {
  text: string;
  variables: Readonly<Record<string, { type: GraphQLInputType; name: string }>>;
}

/** Writes one operation per root field, and one more per field with arguments that lies right below it. */
function templatesOf(schema: GraphQLSchema, root: GraphQLObjectType, kind: "query" | "mutation"): Template[] {
  const templates: Template[] = [];
  for (const field of Object.values(root.getFields())) {
    if (field.name.startsWith("_")) continue;
    templates.push(template(kind, [field]));
    const below = getNamedType(field.type);
    const node = isObjectType(below) ? (nodeOf(below) ?? below) : undefined;
    for (const inner of node ? Object.values(node.getFields()) : []) {
      if (inner.args.length > 0 && kind === "query") templates.push(template(kind, [field, inner]));
    }
  }
  return templates.filter(
    ({ variables }) => Object.keys(variables).length > 0 || schema.getQueryType() !== root,
  );
}

const nodeOf = (connection: GraphQLObjectType): GraphQLObjectType | undefined => {
  const nodes = connection.getFields().nodes;
  const type = nodes && getNamedType(nodes.type);
  return type && isObjectType(type) ? type : undefined;
};

function template(kind: string, path: readonly GraphQLField<unknown, unknown>[]): Template {
  const variables: Record<string, { type: GraphQLInputType; name: string }> = {};
  const write = ([field, ...rest]: readonly GraphQLField<unknown, unknown>[]): string => {
    if (!field) return "";
    const given = field.args.map((arg) => {
      const variable = `v${Object.keys(variables).length}`;
      variables[variable] = { type: arg.type, name: arg.name };
      return `${arg.name}: $${variable}`;
    });
    const call = given.length > 0 ? `${field.name}(${given.join(", ")})` : field.name;
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return isLeafType(type) ? call : `${call} { __typename }`;
    const node = nodeOf(type);
    const inner = write(rest);
    const own = leavesOf(type);
    if (!node) return `${call} { __typename ${own} ${inner} }`;
    return `${call} { ${own} pageInfo { endCursor hasNextPage } nodes { __typename ${leavesOf(node)} ${inner} } }`;
  };
  const body = write(path);
  const definitions = Object.entries(variables).map(([name, { type }]) => `$${name}: ${type}`);
  return {
    text: `${kind} ${definitions.length > 0 ? `(${definitions.join(", ")})` : ""} { ${body} }`,
    variables,
  };
}

/** Up to eight leaves, and one level of what an act's payload holds. */
const leavesOf = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .slice(0, 8)
    .map(({ name }) => name)
    .concat(type.getFields().userErrors ? ["userErrors { code field message }"] : [])
    .join(" ");

/** Every argument of every field the agencies have, with values that pass the types and try the filters behind them. */
export function argumentFamilies({ apiSchema, subgraphSchemas, ids }: Front): Family[] {
  const valuesOf = createTypedValues(ids);
  const inputsOf = (door: Door, { text, variables }: Template): fc.Arbitrary<Input> =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(variables).map(([key, { type, name }]) => [key, valuesOf(type, name)]),
        ),
        { requiredKeys: Object.keys(variables).filter((key) => String(variables[key]?.type).endsWith("!")) },
      )
      .map((given) => post(door, stringify({ query: text, variables: given })));

  const doors: [Door, GraphQLSchema][] = [["gateway", apiSchema], ...subgraphSchemas];
  const asking = doors.flatMap(([door, schema]) =>
    templatesOf(schema, schema.getQueryType() as GraphQLObjectType, "query").map((one) =>
      inputsOf(door, one),
    ),
  );
  const acting = doors.flatMap(([door, schema]) => {
    const root = schema.getMutationType();
    return root ? templatesOf(schema, root, "mutation").map((one) => inputsOf(door, one)) : [];
  });
  return [
    { name: "arguments", weight: 6, inputs: fc.oneof(...asking) },
    { name: "acts", weight: 2, inputs: fc.oneof(...acting).map((input) => ({ ...input, act: true })) },
    { name: "entities", weight: 3, inputs: entitiesOf(subgraphSchemas, ids) },
  ];
}

/** What only the gateway has business asking a subgraph: objects by their keys, of any form. */
function entitiesOf(schemas: Front["subgraphSchemas"], ids: readonly string[]): fc.Arbitrary<Input> {
  const perSubgraph = [...schemas].map(([door, schema]) => {
    const types = schema.getType("_Entity");
    const names = types && "getTypes" in types ? types.getTypes() : [];
    // Each field under a name of its own: types of a union may not give one name to different things.
    const fragments = names.map((type, at) => {
      const fields = leavesOf(type).split(" ").filter(Boolean);
      return `... on ${type.name} { __typename ${fields.map((field) => `t${at}_${field}: ${field}`).join(" ")} }`;
    });
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${fragments.join(" ")} } }`;
    const keys = fc.oneof(fc.constantFrom<unknown>(...ids, "110114", "110000"), wrongValues);
    const representation = fc.record(
      {
        __typename: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom<unknown>(...names.map(({ name }) => name)) },
          {
            weight: 1,
            arbitrary: fc.oneof(
              fc.constantFrom<unknown>("Query", "__proto__", "UserError", "District"),
              wrongValues,
            ),
          },
        ),
        id: keys,
        code: keys,
        creditCode: keys,
        hospitalStatus: wrongValues,
        serviceFields: wrongValues,
        district: fc.oneof(fc.record({ code: keys }), wrongValues),
      },
      { requiredKeys: ["__typename"] },
    );
    const representations = fc.oneof(
      { weight: 9, arbitrary: fc.array<unknown>(representation, { maxLength: 4 }) },
      { weight: 1, arbitrary: wrongValues },
    );
    return representations.map((r) => post(door, stringify({ query, variables: { r } })));
  });
  return fc.oneof(...perSubgraph);
}
