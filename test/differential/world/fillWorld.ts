import { baseOf, type FieldDefinition, type World, type WorldRecord } from "./World.ts";
import type { WorldBuilder } from "./WorldBuilder.ts";

const LEAF_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 0, 1, -7, 42],
  Float: [0, 0.5, -1.25, 3],
  String: ["", "", "a", "量 词", "0", "null", "__proto__"],
  Boolean: [false, true],
  ID: ["", "0", "x1"],
  Mode: ["FAST", "SLOW", "off"],
  Shade: ["RED", "GREEN", "null_"],
  Json: [{}, { a: 1 }, [1, [2, null]], "s", 0, false, "", { constructor: 1, __typename: "Nobody", id: null }],
};

/** Fills the world with records, references between them, nulls, failures and records that some subgraph lacks. */
export function fillWorld(builder: WorldBuilder): void {
  const { world, dice } = builder;
  let serial = 0;
  const org = () =>
    record("Org", { id: `org${serial++ % 3 === 0 ? "" : serial}`, title: dice.pick([null, "", "team"]) });
  for (const type of world.types.values()) {
    if (type.kind !== "entity") continue;
    const records = Array.from({ length: dice.between(2, 4) }, (_, index) => {
      const id = serial === 0 ? "" : serial === 1 ? "0" : `${type.name}-${index}`;
      serial++;
      return record(type.name, {
        id,
        sku: serial % 5 === 0 ? `0${serial}` : `sku${serial}`,
        code: index,
        region: "",
        org: org(),
      });
    });
    // Keys must be unique, whichever part of them a subgraph looks at.
    for (const [index, entry] of records.entries())
      entry.values.set(
        "org",
        record("Org", { id: index === 0 ? "" : `o${index}`, title: dice.pick([null, "", "team"]) }),
      );
    world.records.set(type.name, records);
  }
  chooseMissing(builder);
  for (const [name, records] of world.records)
    for (const entry of records)
      for (const field of builder.type(name).fields.values()) fillField(builder, entry, name, field);
  for (const name of ["Query", "Mutation"]) {
    const type = world.types.get(name);
    if (!type) continue;
    const root = record(name, {});
    for (const field of type.fields.values()) fillField(builder, root, name, field);
    world.roots.set(name, root);
  }
}

const record = (__typename: string, values: Record<string, unknown>): WorldRecord => ({
  __typename,
  values: new Map(Object.entries(values)),
});

/** A subgraph may lack a record only where nobody depends on it for keys or required fields. */
function chooseMissing({ world, dice, required }: WorldBuilder): void {
  for (const subgraph of world.subgraphs.values()) {
    const lacking = new Set<WorldRecord>();
    world.missing.set(subgraph.name, lacking);
    for (const type of subgraph.types.values()) {
      const definition = world.types.get(type.name);
      if (definition?.kind !== "entity" || !type.keys.every(({ resolvable }) => resolvable)) continue;
      const owned = [...definition.fields.values()].filter(({ owners }) => owners.includes(subgraph.name));
      const isDependable =
        definition.keys[0] !== "id" ||
        type.keys.length > 1 ||
        owned.some(({ name, owners }) => owners.length > 1 || required.has(`${type.name}.${name}`));
      if (isDependable) continue;
      for (const entry of world.records.get(type.name) ?? []) if (dice.chance(0.15)) lacking.add(entry);
    }
  }
}

function fillField(builder: WorldBuilder, owner: WorldRecord, type: string, field: FieldDefinition): void {
  if (field.requires || owner.values.has(field.name)) return;
  const failing = builder.required.has(`${type}.${field.name}`) ? 0 : 0.03;
  owner.values.set(field.name, randomValue(builder, field, field.type, failing));
}

function randomValue(
  builder: WorldBuilder,
  field: FieldDefinition,
  sdlType: string,
  failing: number,
): unknown {
  const { dice } = builder;
  const isRequired = sdlType.endsWith("!");
  if (dice.chance(isRequired ? failing / 2 : failing)) return new Error("a failure that was asked for");
  if (!isRequired && dice.chance(0.15)) return null;
  const inner = isRequired ? sdlType.slice(0, -1) : sdlType;
  if (inner.startsWith("["))
    return Array.from({ length: dice.between(0, 3) }, () =>
      randomValue(builder, field, inner.slice(1, -1), failing),
    );
  if (LEAF_VALUES[inner]) return dice.pick(LEAF_VALUES[inner]);
  return randomObject(builder, field, inner) ?? (isRequired ? new Error("nothing to refer to") : null);
}

function randomObject(builder: WorldBuilder, field: FieldDefinition, name: string): WorldRecord | undefined {
  const { dice, world } = builder;
  const type = builder.type(baseOf(name));
  if (type.kind === "value") {
    const value = record(name, {});
    for (const inner of type.fields.values()) fillField(builder, value, name, inner);
    return value;
  }
  if (type.kind === "entity") {
    const known = (world.records.get(name) ?? []).filter(
      (entry) => !field.owners.some((owner) => world.missing.get(owner)?.has(entry)),
    );
    return known.length > 0 ? dice.pick(known) : undefined;
  }
  const owners = field.owners.map((owner) => builder.subgraph(owner));
  const isObject = owners.some(({ types }) => types.get(name)?.interfaceObject);
  const members = type.members.filter((member) => isObject || owners.every(({ types }) => types.has(member)));
  return members.length > 0 ? randomObject(builder, field, dice.pick(members)) : undefined;
}

export type { World };
