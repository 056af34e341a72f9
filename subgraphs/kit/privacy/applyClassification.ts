import {
  type DirectiveNode,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  valueFromASTUntyped,
} from "graphql";
import { AGENCIES, type Caller, VISITOR } from "../caller/Caller.ts";
import { StartError } from "../server/settings.ts";
import {
  CATEGORIES,
  type Category,
  type Classification,
  isCategory,
  isLevel,
  LEVELS,
} from "./Classification.ts";
import type { Pseudonyms } from "./createPseudonyms.ts";
import { guardFilters } from "./guardFilters.ts";
import { mask } from "./mask.ts";
import { mayBeClear } from "./mayBeClear.ts";

/**
 * Rules of an agency about single records, by type: whether this caller may see the classified fields of this object clear.
 * They only ever take away from what `mayBeClear` allows.
 */
// biome-ignore lint/suspicious/noExplicitAny: objects of many types
export type RecordRules = Readonly<Record<string, (record: any, caller: Caller) => boolean>>;

export interface ClassificationOptions {
  /** The agency whose subgraph it is. */
  owner: string;
  pseudonym: Pseudonyms;
  now: () => Date;
  recordRules?: RecordRules;
}

/** What resolvers of a subgraph find in their context. */
interface CallContext {
  caller?: Caller;
}

/**
 * Puts masking around the resolver of every `@classified` field, in place: no resolver can forget it. A field of an interface
 * that is classified is so in every type that implements it.
 * @throws StartError for a level or category that does not exist, a field whose type cannot be masked, or a record rule for a
 *   type that is not there
 */
export function applyClassification(schema: GraphQLSchema, options: ClassificationOptions): void {
  const classified = new Map<string, Classification>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const classification = classificationOf(type, field, options.owner);
      if (!classification) continue;
      classified.set(`${type.name}.${field.name}`, classification);
      maskField(field, classification, options.recordRules?.[type.name], options);
    }
  }
  guardFilters(schema, (type, field) => classified.get(`${type}.${field}`));
  for (const name of Object.keys(options.recordRules ?? {})) {
    if (!schema.getType(name))
      throw new StartError(`${options.owner} has a record rule for "${name}", no type of its`);
  }
}

type Field = GraphQLField<unknown, CallContext>;

function maskField(
  field: Field,
  { category, ...classification }: Classification & { category: Category },
  recordRule: RecordRules[string] | undefined,
  { now, pseudonym }: ClassificationOptions,
): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const caller = context?.caller ?? VISITOR;
    const value: unknown = resolve(source, args, context, info);
    if (mayBeClear(caller, classification) && (recordRule?.(source, caller) ?? true)) return value;
    const masked = (found: unknown) => mask(category, found, { purpose: caller.purpose, now, pseudonym });
    return value instanceof Promise ? value.then(masked) : masked(value);
  };
}

function classificationOf(
  type: GraphQLObjectType,
  field: Field,
  owner: string,
): (Classification & { category: Category }) | undefined {
  const fields = [field, ...type.getInterfaces().map((one) => one.getFields()[field.name])];
  const applied = fields
    .flatMap((one) => one?.astNode?.directives ?? [])
    .find(({ name }) => name.value === "classified");
  if (!applied) return undefined;
  const at = `${type.name}.${field.name}`;
  const { level, category, sharedWith = [] } = argumentsOf(applied);
  if (!isLevel(level)) throw wrong(at, `has no level "${level}": ${LEVELS.join(", ")}`);
  if (!isCategory(category)) throw wrong(at, `has no category "${category}": ${CATEGORIES.join(", ")}`);
  const unknown = (sharedWith as string[]).find((agency) => !AGENCIES.some((known) => known === agency));
  if (unknown) throw wrong(at, `is shared with no agency "${unknown}": ${AGENCIES.join(", ")}`);
  const problem = typeProblem(field, category);
  if (problem) throw wrong(at, problem);
  return { level, category, owner, sharedWith: sharedWith as Classification["sharedWith"] & object };
}

/** What is masked may become `null`, a text or an age band: its type must have room for that. */
function typeProblem({ type }: Field, category: Category): string | null {
  const named = getNamedType(type);
  if (isNonNullType(type)) return "must be nullable";
  if (category === "ATTRIBUTE") return null;
  if (isListType(type) && isNonNullType(type.ofType) && category === "BIRTH_DATE")
    return "must have nullable items";
  if (isScalarType(named) && (named.name === "String" || named.name === "ID")) return null;
  if (isEnumType(named) && category === "BIRTH_DATE") return null;
  return `must be a String or ID to be masked as ${category}`;
}

const wrong = (coordinate: string, problem: string): StartError =>
  new StartError(`@classified of ${coordinate}: it ${problem}`);

const argumentsOf = ({ arguments: args = [] }: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries(args.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
