import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isUnionType,
} from "graphql";
import type { ClientOperation } from "../graph/apolloExecutor.ts";
import type { Dice } from "../world/Dice.ts";

const ALIASES = [
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "a",
  "b",
  "c",
  "id",
  "name",
  "__proto__",
];
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 2, -3],
  Float: [0, 1.5],
  String: ["", "k", "~"],
  Boolean: [true, false],
  ID: ["", "7"],
};

/** A random valid operation over a schema; the same dice give the same operation. */
export function generateOperation(schema: GraphQLSchema, dice: Dice): ClientOperation {
  return new OperationWriter(schema, dice).write();
}

class OperationWriter {
  private readonly schema: GraphQLSchema;
  private readonly dice: Dice;
  private readonly composites: GraphQLCompositeType[];
  /** What a response key stands for, everywhere in the operation: so overlapping selections always merge. */
  private readonly meanings = new Map<string, string>();
  private readonly fragments: { name: string; type: GraphQLCompositeType; text: string }[] = [];
  private readonly variables: Record<string, unknown> = {};
  private readonly declarations: string[] = [];
  private readonly booleans: string[] = [];
  private budget: number;

  constructor(schema: GraphQLSchema, dice: Dice) {
    this.schema = schema;
    this.dice = dice;
    this.budget = dice.between(3, 20);
    this.composites = Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith("__"),
    );
  }

  write(): ClientOperation {
    const { schema, dice } = this;
    const mutation = schema.getMutationType();
    const isMutation = mutation && dice.chance(0.25);
    const root = (isMutation ? mutation : schema.getQueryType()) as GraphQLObjectType;
    const body = this.selections(root, dice.between(2, 5), true);
    const declared = this.declarations.length > 0 ? `(${this.declarations.join(", ")})` : "";
    const fragments = this.fragments.map(
      ({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`,
    );
    const kind = isMutation ? "mutation" : "query";
    const other = dice.chance(0.1);
    const head = other || declared || isMutation || dice.chance(0.3) ? `${kind} Main${declared}` : "";
    const operations = [`${head} ${body}`.trim(), ...(other ? ["query Other { __typename }"] : [])];
    return {
      source: [...operations, ...fragments].join("\n"),
      variables: this.variables,
      ...(other ? { operationName: "Main" } : {}),
    };
  }

  private selections(type: GraphQLCompositeType, depth: number, isRoot = false): string {
    const { dice } = this;
    const written: string[] = [];
    for (let count = dice.between(1, isRoot ? 4 : 4); count > 0; count--) {
      const roll = dice.roll();
      if (roll < 0.12) written.push(this.typename());
      else if (roll < 0.3 && this.mayNest(depth)) written.push(this.inlineFragment(type, depth));
      else if (roll < 0.38 && this.mayNest(depth)) written.push(this.spread(type, depth));
      else if (isRoot && roll < 0.42 && type.name === "Query") written.push(this.introspection());
      else written.push(this.field(type, depth));
    }
    return `{ ${written.join(" ")} }`;
  }

  /** Fragments cost as fields do, or they could nest without end. */
  private mayNest(depth: number): boolean {
    return depth > 0 && this.budget-- > 0;
  }

  private typename(): string {
    const key = this.responseKey("__typename", "__typename String!");
    return `${key === "__typename" ? "" : `${key}: `}__typename${this.directives(0.05)}`;
  }

  private field(type: GraphQLCompositeType, depth: number): string {
    const { dice } = this;
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const possible = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    if (possible.length === 0)
      return isAbstractType(type) && this.mayNest(depth) ? this.inlineFragment(type, depth) : this.typename();
    this.budget--;
    const composite = possible.filter((field) => isCompositeType(getNamedType(field.type)));
    const field =
      composite.length > 0 && this.budget > 0 && dice.chance(0.4)
        ? dice.pick(composite)
        : dice.pick(possible);
    const args = this.arguments(field);
    const key = this.responseKey(field.name, `${field.name}${args} ${field.type}`);
    const target = getNamedType(field.type);
    const below = isCompositeType(target)
      ? ` ${this.selections(target, this.budget > 0 ? depth - 1 : 0)}`
      : "";
    return `${key === field.name ? "" : `${key}: `}${field.name}${args}${this.directives(0.12)}${below}`;
  }

  /** A free response key for this meaning, or one that already has it. */
  private responseKey(name: string, meaning: string): string {
    const { dice, meanings } = this;
    const alias = dice.chance(0.2) ? dice.pick(ALIASES) : name;
    for (const key of [alias, name, ...ALIASES.map((other) => `${other}_`), `f${meanings.size}`]) {
      const known = meanings.get(key);
      if (known !== undefined && known !== meaning) continue;
      meanings.set(key, meaning);
      return key;
    }
    throw new Error("no response key left");
  }

  private overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = (of: GraphQLCompositeType) =>
      isAbstractType(of) ? this.schema.getPossibleTypes(of) : [of as GraphQLObjectType];
    const here = new Set(possible(type));
    return this.composites.filter((other) => possible(other).some((member) => here.has(member)));
  }

  private inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const { dice } = this;
    const target = dice.chance(0.85) ? dice.pick(this.overlapping(type)) : type;
    const condition = target !== type || dice.chance(0.5) ? ` on ${target.name}` : "";
    return `...${condition}${this.directives(0.2)} ${this.selections(target, depth)}`.replace("...", "... ");
  }

  private spread(type: GraphQLCompositeType, depth: number): string {
    const { dice } = this;
    const overlapping = this.overlapping(type);
    const known = this.fragments.filter((fragment) => overlapping.includes(fragment.type));
    if (known.length > 0 && dice.chance(0.5)) return `...${dice.pick(known).name}${this.directives(0.2)}`;
    const target = dice.pick(overlapping);
    const text = this.selections(target, Math.max(0, depth - 1));
    const name = `Part${this.fragments.length}`;
    this.fragments.push({ name, type: target, text });
    return `...${name}${this.directives(0.2)}`;
  }

  private introspection(): string {
    const { dice } = this;
    const type = dice.pick(this.composites).name;
    const text = dice.pick([
      "__schema { queryType { name __typename } }",
      `__type(name: "${type}") { name kind fields { name type { kind ofType { name } } } possibleTypes { name } }`,
      '__type(name: "Nobody") { name }',
      '__type(name: "Mode") { enumValues { name } }',
    ]);
    const key = `i${this.meanings.size}`;
    this.meanings.set(key, text);
    return `${key}: ${text}`;
  }

  private directives(chance: number): string {
    const { dice } = this;
    if (!dice.chance(chance)) return "";
    const name = dice.pick(["skip", "include"]);
    const both = dice.chance(0.15)
      ? ` @${name === "skip" ? "include" : "skip"}(if: ${this.condition()})`
      : "";
    return ` @${name}(if: ${this.condition()})${both}`;
  }

  private condition(): string {
    const { dice, booleans } = this;
    if (dice.chance(0.3)) return String(dice.chance(0.5));
    if (booleans.length > 0 && dice.chance(0.6)) return `$${dice.pick(booleans)}`;
    const name = `if${booleans.length}`;
    booleans.push(name);
    const hasDefault = dice.chance(0.4);
    this.declarations.push(`$${name}: Boolean!${hasDefault ? ` = ${dice.chance(0.5)}` : ""}`);
    if (!hasDefault || dice.chance(0.5)) this.variables[name] = dice.chance(0.5);
    return `$${name}`;
  }

  private arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(
      (argument) =>
        (isNonNullType(argument.type) && argument.defaultValue === undefined) || this.dice.chance(0.6),
    );
    if (given.length === 0) return "";
    return `(${given.map((argument) => `${argument.name}: ${this.argument(argument)}`).join(", ")})`;
  }

  private argument({ type, defaultValue }: GraphQLArgument): string {
    return this.input(type, defaultValue !== undefined, 2);
  }

  /** A literal or a variable. */
  private input(type: GraphQLInputType, hasDefault: boolean, depth: number): string {
    return this.dice.chance(0.3) ? this.variable(type, hasDefault) : this.literal(type, depth);
  }

  private variable(type: GraphQLInputType, positionHasDefault: boolean): string {
    const { dice } = this;
    const name = `v${this.declarations.length}`;
    const isRequired = isNonNullType(type);
    const defaults = dice.chance(0.4);
    // A nullable variable fits a non-null position where either side has a default.
    const declared = isRequired && (defaults || positionHasDefault) && dice.chance(0.5) ? type.ofType : type;
    const literal = defaults ? ` = ${this.constant(isRequired ? type.ofType : type, 2)}` : "";
    this.declarations.push(`$${name}: ${declared}${literal}`);
    if (isNonNullType(declared) && !defaults) this.variables[name] = this.value(declared, 2);
    else if (dice.chance(0.6))
      this.variables[name] = isRequired ? this.value(type, 2) : this.value(declared, 2);
    return `$${name}`;
  }

  /** A plain value for a variable. */
  private value(type: GraphQLInputType, depth: number): unknown {
    const { dice } = this;
    if (isNonNullType(type)) return this.value(type.ofType as GraphQLInputType, depth);
    if (dice.chance(0.12) && depth < 2) return null;
    return this.nonNullValue(type, depth);
  }

  private nonNullValue(type: GraphQLInputType, depth: number): unknown {
    const { dice } = this;
    if (isNonNullType(type)) return this.nonNullValue(type.ofType as GraphQLInputType, depth);
    if (isListType(type)) {
      const inner = type.ofType as GraphQLInputType;
      return Array.from({ length: dice.between(0, 2) }, () =>
        isNonNullType(inner) ? this.nonNullValue(inner, depth - 1) : this.value(inner, depth - 1),
      );
    }
    if (isEnumType(type)) return dice.pick(type.getValues()).name;
    if (!isInputObjectType(type)) return dice.pick(SCALARS[type.name] ?? [1]);
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (dice.chance(0.5) && (depth > 0 || field.name !== "inner")),
    );
    return Object.fromEntries(
      fields.map((field) => [
        field.name,
        isNonNullType(field.type)
          ? this.nonNullValue(field.type, depth - 1)
          : this.value(field.type, depth - 1),
      ]),
    );
  }

  private constant(type: GraphQLInputType, depth: number): string {
    const inner = isNonNullType(type) ? type.ofType : type;
    return printValue(this.nonNullValue(inner as GraphQLInputType, depth), inner as GraphQLInputType);
  }

  /** A literal, with variables inside at times. */
  private literal(type: GraphQLInputType, depth: number): string {
    const { dice } = this;
    if (isNonNullType(type)) return this.nonNullLiteral(type.ofType as GraphQLInputType, depth);
    return dice.chance(0.08) ? "null" : this.nonNullLiteral(type, depth);
  }

  private nonNullLiteral(type: GraphQLInputType, depth: number): string {
    const { dice } = this;
    if (isListType(type)) {
      const inner = type.ofType as GraphQLInputType;
      return `[${Array.from({ length: dice.between(0, 2) }, () => this.input(inner, false, depth - 1)).join(", ")}]`;
    }
    if (!isInputObjectType(type)) return printValue(this.nonNullValue(type, depth), type);
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (dice.chance(0.5) && (depth > 0 || field.name !== "inner")),
    );
    return `{ ${fields.map((field) => `${field.name}: ${this.input(field.type, field.defaultValue !== undefined, depth - 1)}`).join(", ")} }`;
  }
}

/** The value as an SDL literal of its type. */
function printValue(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return printValue(value, type.ofType as GraphQLInputType);
  if (value === null || value === undefined) return "null";
  if (isEnumType(type)) return String(value);
  if (isListType(type))
    return `[${(value as unknown[]).map((item) => printValue(item, type.ofType as GraphQLInputType)).join(", ")}]`;
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = type.getFields();
  return `{ ${Object.entries(value)
    .map(([name, entry]) => `${name}: ${printValue(entry, fields[name]?.type as GraphQLInputType)}`)
    .join(", ")} }`;
}
