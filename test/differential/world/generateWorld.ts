import { addContracts } from "./addContracts.ts";
import { Dice } from "./Dice.ts";
import { fillWorld } from "./fillWorld.ts";
import { type ArgumentDefinition, type FieldDefinition, LEAVES, type World } from "./World.ts";
import { WorldBuilder } from "./WorldBuilder.ts";

const SUBGRAPHS = ["amber", "birch", "cedar", "dune", "elm"];
const LEAF_SHAPES = ["%", "%", "%", "%!", "[%]", "[%!]!", "[[%]!]"];
const OBJECT_SHAPES = ["%", "%", "%!", "[%]", "[%!]!", "[%!]", "[[%!]]"];
const FIELD_NAMES = [
  "name",
  "size",
  "price",
  "flag",
  "note",
  "rank",
  "link",
  "parts",
  "mood",
  "next",
  "owner",
];

/** Random types over 2–5 subgraphs with data; it may fail to compose, then the next seed is tried. */
export function generateWorld(seed: number): World {
  const dice = new Dice(seed);
  const builder = new WorldBuilder(dice);
  for (const name of SUBGRAPHS.slice(0, dice.between(2, 5))) builder.addSubgraph(name);
  const subgraphs = [...builder.world.subgraphs.keys()];
  const values = addValueTypes(builder);
  const entities = addEntities(builder, subgraphs);
  const abstracts = addAbstractTypes(builder, entities, values);
  const targets = [...values, ...entities.map(({ name }) => name), ...abstracts];
  for (const { name, presence } of entities)
    for (let count = dice.between(2, 5); count > 0; count--) {
      const field = randomField(builder, name, targets);
      if (!field) continue;
      const sharedBy = /Ent|Iface|Union/.test(field.type) ? 1 : dice.chance(0.15) ? 2 : 1;
      builder.addField(name, { ...field, owners: dice.some(presence, 1, sharedBy) });
    }
  addContracts(builder, entities, abstracts);
  addRoots(builder, targets);
  fillWorld(builder);
  return builder.world;
}

export interface PlacedEntity {
  name: string;
  /** Subgraphs that own something of it. */
  presence: string[];
  /** All of them share the key `id`. */
  hasCommonKey: boolean;
}

function randomArguments({ dice }: WorldBuilder): ArgumentDefinition[] {
  const known: ArgumentDefinition[] = [
    { name: "n", type: "Int", defaultValue: "3" },
    { name: "s", type: "String" },
    { name: "must", type: "Int!" },
    { name: "mode", type: "Mode", defaultValue: "SLOW" },
    { name: "filter", type: "Filter" },
    { name: "filters", type: "[Filter!]", defaultValue: '[{ min: 0, tags: [""] }]' },
    { name: "some", type: "Int!", defaultValue: "0" },
  ];
  return dice.chance(0.25) ? dice.some(known, 1, 2) : [];
}

/** A field the type does not have yet, without an owner. */
export function randomField(
  builder: WorldBuilder,
  type: string,
  targets: readonly string[],
): FieldDefinition | undefined {
  const { dice } = builder;
  const names = FIELD_NAMES.filter((name) => !builder.type(type).fields.has(name));
  if (names.length === 0) return undefined;
  const target = targets.length > 0 && dice.chance(0.5) ? dice.pick(targets) : dice.pick(LEAVES);
  const shape = dice.pick((LEAVES as readonly string[]).includes(target) ? LEAF_SHAPES : OBJECT_SHAPES);
  return {
    name: dice.pick(names),
    type: shape.replace("%", target),
    args: randomArguments(builder),
    owners: [],
  };
}

function addValueTypes(builder: WorldBuilder): string[] {
  const names: string[] = [];
  for (let index = builder.dice.between(1, 3); index > 0; index--) {
    const name = `Value${names.length}`;
    builder.addType("value", name);
    for (let count = builder.dice.between(1, 4); count > 0; count--) {
      const field = randomField(builder, name, names);
      if (field) builder.type(name).fields.set(field.name, field);
    }
    names.push(name);
  }
  return names;
}

function addEntities(builder: WorldBuilder, subgraphs: string[]): PlacedEntity[] {
  const { dice } = builder;
  const plain = (name: string, type: string): FieldDefinition => ({ name, type, args: [], owners: [] });
  const org = builder.addType("value", "Org");
  org.fields.set("id", plain("id", "ID!"));
  org.fields.set("title", plain("title", "String"));
  return Array.from({ length: dice.between(2, 5) }, (_, index) => {
    const name = `Ent${index}`;
    const presence = dice.some(subgraphs, 1, subgraphs.length);
    const type = builder.addType("entity", name);
    for (const [key, sdl] of [
      ["id", "ID!"],
      ["sku", "String!"],
      ["code", "Int!"],
      ["region", "String!"],
      ["org", "Org!"],
    ] as const)
      type.fields.set(key, plain(key, sdl));
    const extraKeys = dice.some(["sku", "code region", "org { id }", "org { id } sku"], 0, 2);
    const hasCommonKey = dice.chance(0.7) || extraKeys.length === 0;
    type.keys = hasCommonKey ? ["id", ...extraKeys] : extraKeys;
    if (hasCommonKey) {
      for (const subgraph of presence) {
        builder.declareKey(subgraph, name, "id", true);
        for (const key of dice.some(extraKeys, 0, extraKeys.length))
          builder.declareKey(subgraph, name, key, dice.chance(0.8));
      }
    } else {
      // A chain: every two neighbours share a key, the first and the last perhaps none.
      presence.forEach((subgraph, at) => {
        const keys = [extraKeys[at % extraKeys.length], extraKeys[(at + 1) % extraKeys.length]];
        for (const key of new Set(keys as string[])) builder.declareKey(subgraph, name, key, true);
      });
    }
    // Key fields nobody declared do not exist.
    for (const key of [...type.fields.keys()])
      if (!presence.some((subgraph) => builder.subgraphType(subgraph, name).fields.has(key)))
        type.fields.delete(key);
    type.keys = type.keys.filter((key) =>
      presence.some((subgraph) =>
        builder
          .subgraphType(subgraph, name)
          .keys.some(({ fields, resolvable }) => fields === key && resolvable),
      ),
    );
    return { name, presence, hasCommonKey };
  });
}

/** Interfaces over entities that share `id` (and promoted fields), interfaces over value types, unions of both. */
function addAbstractTypes(builder: WorldBuilder, entities: PlacedEntity[], values: string[]): string[] {
  const { dice } = builder;
  const abstracts: string[] = [];
  const common = entities.filter(({ hasCommonKey }) => hasCommonKey);
  for (let count = dice.between(0, 2); count > 0 && common.length > 1; count--) {
    const name = `Iface${abstracts.length}`;
    const members = dice.some(common, 2, common.length);
    const type = builder.addType(
      "interface",
      name,
      members.map((member) => member.name),
    );
    type.fields.set("id", { name: "id", type: "ID!", args: [], owners: [] });
    for (let promoted = dice.between(0, 2); promoted > 0; promoted--) {
      const field = randomField(builder, name, values);
      if (!field || members.some((member) => builder.type(member.name).fields.has(field.name))) continue;
      type.fields.set(field.name, field);
      const preferred = dice.pick([...builder.world.subgraphs.keys()]);
      for (const member of members)
        builder.addField(member.name, {
          ...field,
          owners: [member.presence.includes(preferred) ? preferred : dice.pick(member.presence)],
        });
    }
    abstracts.push(name);
  }
  if (values.length > 1 && dice.chance(0.3)) {
    const members = dice.some(values, 2, values.length);
    const field = randomField(builder, members[0] as string, []);
    if (field && members.every((member) => !builder.type(member).fields.has(field.name))) {
      const name = `Iface${abstracts.length}`;
      const type = builder.addType("interface", name, members);
      type.fields.set(field.name, field);
      for (const member of members) {
        builder.type(member).fields.set(field.name, field);
        for (const { name: subgraph, types } of builder.world.subgraphs.values())
          if (types.has(member)) builder.declare(subgraph, member, field);
      }
      abstracts.push(name);
    }
  }
  for (let count = dice.between(0, 2); count > 0; count--) {
    const name = `Union${abstracts.length}`;
    const candidates = [...entities.map((entity) => entity.name), ...values];
    if (candidates.length < 2) continue;
    builder.addType("union", name, dice.some(candidates, 2, 4));
    abstracts.push(name);
  }
  return abstracts;
}

function addRoots(builder: WorldBuilder, targets: string[]): void {
  const { dice } = builder;
  builder.addType("root", "Query");
  for (const { name: subgraph } of builder.world.subgraphs.values())
    for (let count = dice.between(1, 3); count > 0; count--) {
      const target = dice.chance(0.85) ? dice.pick(targets) : dice.pick(LEAVES);
      const shapes = targets.includes(target) ? OBJECT_SHAPES : LEAF_SHAPES;
      const name = `${subgraph}${builder.type("Query").fields.size}`;
      const type = dice.pick(shapes).replace("%", target);
      if (subgraph === "objects" && target !== "Int") continue;
      builder.addField("Query", { name, type, args: randomArguments(builder), owners: [subgraph] });
    }
  if (!dice.chance(0.4)) return;
  builder.addType("root", "Mutation");
  const entities = targets.filter((target) => target.startsWith("Ent"));
  for (const { name: subgraph } of builder.world.subgraphs.values()) {
    if (subgraph === "objects") continue;
    const by: ArgumentDefinition[] = [{ name: "by", type: "Int", defaultValue: "1" }];
    builder.addField("Mutation", { name: `${subgraph}Step`, type: "Int", args: by, owners: [subgraph] });
    if (dice.chance(0.5))
      builder.addField("Mutation", {
        name: `${subgraph}Touch`,
        type: dice.pick(["%", "[%!]"]).replace("%", dice.pick(entities)),
        args: [],
        owners: [subgraph],
      });
  }
}
