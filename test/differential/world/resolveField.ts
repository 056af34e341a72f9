import { type FieldNode, Kind, type SelectionSetNode, valueFromASTUntyped } from "graphql";
import { smallHash, stableText } from "./stableText.ts";
import { baseOf, type World, type WorldRecord } from "./World.ts";

/**
 * What a field of a record is worth: the single definition that the oracle and every subgraph share.
 * @param representation what the gateway sent, for `@requires`; without it the record itself is read (the oracle)
 */
export function resolveField(
  world: World,
  record: WorldRecord,
  name: string,
  args: Record<string, unknown>,
  representation?: Record<string, unknown>,
): unknown {
  const definition = world.types.get(record.__typename)?.fields.get(name);
  if (!definition) throw new Error(`${record.__typename} has no field ${name}`);
  if (definition.owners.length === 1 && world.missing.get(definition.owners[0] as string)?.has(record))
    return null;
  if (!definition.requires) return withArguments(record.values.get(name), args, definition.type);
  const { selections } = definition.requires;
  const read = representation
    ? pickFromRepresentation(representation, selections)
    : pickFromRecord(world, record, selections);
  return withArguments(`${name}=${stableText(read)}`, args, definition.type);
}

/** Arguments change what they can without leaving the type. */
function withArguments(value: unknown, args: Record<string, unknown>, type: string): unknown {
  if (Object.keys(args).length === 0 || value instanceof Error) return value;
  const text = stableText(args);
  if (typeof value === "string" && baseOf(type) === "String") return `${value}~${text}`;
  if (typeof value === "number" && baseOf(type) !== "Json") return value + (smallHash(text) % 3) - 1;
  if (typeof value === "boolean" && baseOf(type) !== "Json")
    return smallHash(text) % 2 === 0 ? value : !value;
  return Array.isArray(value) && type.startsWith("[") && smallHash(text) % 3 === 0
    ? value.slice(0, 1)
    : value;
}

type Read = (source: any, field: FieldNode) => unknown;

function pick(source: unknown, selections: SelectionSetNode, read: Read): unknown {
  if (source === null || source === undefined) return null;
  if (Array.isArray(source)) return source.map((item) => pick(item, selections, read));
  const picked: Record<string, unknown> = {};
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD) throw new Error("only fields are required by generated worlds");
    const value = read(source, selection);
    picked[selection.name.value] = selection.selectionSet ? pick(value, selection.selectionSet, read) : value;
  }
  return picked;
}

const pickFromRecord = (world: World, record: WorldRecord, selections: SelectionSetNode) =>
  pick(record, selections, (source: WorldRecord, { name, arguments: given = [] }) =>
    resolveField(
      world,
      source,
      name.value,
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    ),
  );

const pickFromRepresentation = (representation: Record<string, unknown>, selections: SelectionSetNode) =>
  pick(representation, selections, (source: Record<string, unknown>, { name }) => {
    if (!Object.hasOwn(source, name.value)) throw new Error(`the representation lacks "${name.value}"`);
    return source[name.value];
  });

/** The record's key as plain data, to compare with a representation. */
export function keyOf(world: World, record: WorldRecord, key: SelectionSetNode): string {
  return stableText(pickFromRecord(world, record, key));
}

/** The representation's key, or undefined where it does not hold this key. */
export function keyOfRepresentation(
  representation: Record<string, unknown>,
  key: SelectionSetNode,
): string | undefined {
  try {
    return stableText(pickFromRepresentation(representation, key));
  } catch {
    return undefined;
  }
}
