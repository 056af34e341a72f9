import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { type Caller, VISITOR } from "../caller/Caller.ts";
import type { Classification } from "./Classification.ts";
import { mayBeClear } from "./mayBeClear.ts";

type Field = GraphQLField<unknown, { caller?: Caller }>;

/**
 * Lists of persons may not be searched by what they would show masked: who filters by it would learn it all the same. Puts that
 * check around every field whose arguments hold an input field of the same name as a classified one of what it lists.
 * @param classificationOf what is said of a type's field, if anything
 */
export function guardFilters(
  schema: GraphQLSchema,
  classificationOf: (type: string, field: string) => Classification | undefined,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const guarded = guardedInputs(field, listedTypes(schema, field), classificationOf);
      if (guarded.length > 0) guard(field, guarded);
    }
  }
}

interface GuardedInput {
  argument: string;
  input: string;
  classification: Classification;
}

function guard(field: Field, guarded: readonly GuardedInput[]): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const caller = context?.caller ?? VISITOR;
    for (const { argument, input, classification } of guarded) {
      const value = args[argument]?.[input];
      if (value === undefined || value === null || mayBeClear(caller, classification)) continue;
      const message = `"${argument}.${input}" searches personal data: that takes the scope clear:${classification.owner} and a purpose`;
      throw new GraphQLError(message, { extensions: { code: "FORBIDDEN" } });
    }
    return resolve(source, args, context, info);
  };
}

function guardedInputs(
  field: Field,
  listed: readonly string[],
  classificationOf: (type: string, field: string) => Classification | undefined,
): GuardedInput[] {
  return field.args.flatMap(({ name, type }) => {
    const inputType = getNamedType(type);
    if (!isInputObjectType(inputType)) return [];
    return Object.keys(inputType.getFields()).flatMap((input) => {
      const classification = listed.map((one) => classificationOf(one, input)).find((one) => one);
      return classification ? [{ argument: name, input, classification }] : [];
    });
  });
}

/** The object types a field lists: those of its connection's nodes, or of itself. */
function listedTypes(schema: GraphQLSchema, field: Field): string[] {
  const type = getNamedType(field.type);
  const nodes = isObjectType(type) ? type.getFields().nodes : undefined;
  const node = nodes ? getNamedType(nodes.type) : type;
  if (isInterfaceType(node)) return schema.getPossibleTypes(node).map(({ name }) => name);
  return isObjectType(node) ? [node.name] : [];
}
