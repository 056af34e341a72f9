import type { PlacedEntity } from "./generateWorld.ts";
import { baseOf, type FieldDefinition, isLeaf } from "./World.ts";
import { parseSelections, type WorldBuilder } from "./WorldBuilder.ts";

/** Adds what subgraphs promise one another: `@requires`, `@provides`, `@override`, `@inaccessible`, interface objects. */
export function addContracts(builder: WorldBuilder, entities: PlacedEntity[], abstracts: string[]): void {
  const { dice } = builder;
  for (const entity of entities) {
    for (let count = dice.between(0, 2); count > 0; count--) addRequires(builder, entity);
    if (dice.chance(0.3)) addOverride(builder, entity);
    if (dice.chance(0.2)) hideField(builder, entity);
  }
  for (const subgraph of builder.world.subgraphs.keys()) if (dice.chance(0.4)) addProvides(builder, subgraph);
  if (dice.chance(0.35)) addInterfaceObject(builder, entities, abstracts);
}

const soleOwner = (field: FieldDefinition) => (field.owners.length === 1 ? field.owners[0] : undefined);

/** Selection text for one field, a level or two deep; undefined where nothing below can be selected. */
function selectionOf(builder: WorldBuilder, field: FieldDefinition, from: string): string | undefined {
  const { dice } = builder;
  const literals: Record<string, string> = {
    "Int!": "2",
    Int: "2",
    String: '"k"',
    Mode: "FAST",
    Filter: "{ min: 0 }",
  };
  if (field.args.some(({ type }) => !literals[type])) return undefined;
  // Every argument is spelled out, so that the oracle needs no defaults.
  const args = field.args.map(({ name, type }) => `${name}: ${literals[type]}`).join(", ");
  if (/Filter/.test(args) || args.includes("min:")) return undefined;
  const head = args ? `${field.name}(${args})` : field.name;
  if (isLeaf(field.type)) return head;
  const type = builder.world.types.get(baseOf(field.type));
  if (!type || type.kind === "interface" || type.kind === "union") return undefined;
  const below = [...type.fields.values()].filter(
    (inner) =>
      isLeaf(inner.type) &&
      inner.args.length === 0 &&
      (type.kind === "value" || inner.name === "id" || soleOwner(inner) === from),
  );
  if (below.length === 0) return undefined;
  return `${head} { ${dice
    .some(below, 1, 2)
    .map(({ name }) => name)
    .join(" ")} }`;
}

/** A computed field in one subgraph over fields that others own; computed fields may be required in turn. */
function addRequires(builder: WorldBuilder, { name: entity, presence }: PlacedEntity): void {
  const { dice } = builder;
  const hosts = presence.filter((subgraph) => builder.isResolvable(subgraph, entity));
  if (hosts.length === 0) return;
  const host = dice.pick(hosts);
  const type = builder.type(entity);
  const here = builder.subgraphType(host, entity);
  const candidates = [...type.fields.values()].filter((field) => {
    const owner = soleOwner(field);
    return (
      owner &&
      owner !== host &&
      !here.fields.has(field.name) &&
      !builder.subgraph(owner).overridden.has(`${entity}.${field.name}`)
    );
  });
  const chosen = dice
    .some(candidates, 1, 2)
    .flatMap((field) => selectionOf(builder, field, soleOwner(field) as string) ?? []);
  if (chosen.length === 0) return;
  const text = chosen.join(" ");
  const selections = parseSelections(text);
  builder.declareSelections(host, entity, selections, "@external");
  const field: FieldDefinition = {
    name: `sum${type.fields.size}`,
    type: dice.chance(0.2) ? "String!" : "String",
    args: dice.chance(0.2) ? [{ name: "n", type: "Int", defaultValue: "3" }] : [],
    owners: [host],
    requires: { text, selections },
  };
  builder.addField(entity, field, `@requires(fields: ${JSON.stringify(text)})`);
}

/** Moves a leaf field to another subgraph, which overrides the old owner. */
function addOverride(builder: WorldBuilder, { name: entity, presence }: PlacedEntity): void {
  const { dice } = builder;
  const fields = [...builder.type(entity).fields.values()].filter(
    (field) =>
      soleOwner(field) &&
      isLeaf(field.type) &&
      !field.requires &&
      !builder.required.has(`${entity}.${field.name}`),
  );
  if (fields.length === 0) return;
  const field = dice.pick(fields);
  const owner = soleOwner(field) as string;
  const previous = presence.filter(
    (name) => name !== owner && !builder.subgraphType(name, entity).fields.has(field.name),
  );
  if (previous.length === 0) return;
  const old = dice.pick(previous);
  builder.declare(old, entity, field);
  builder.subgraph(old).overridden.add(`${entity}.${field.name}`);
  builder.subgraphType(owner, entity).fields.set(field.name, `@override(from: "${old}")`);
}

function hideField(builder: WorldBuilder, { name: entity }: PlacedEntity): void {
  const promoted = new Set(
    [...builder.world.types.values()]
      .filter(({ kind, members }) => kind === "interface" && members.includes(entity))
      .flatMap(({ fields }) => [...fields.keys()]),
  );
  const fields = [...builder.type(entity).fields.values()].filter(
    (field) => soleOwner(field) && !promoted.has(field.name),
  );
  if (fields.length === 0) return;
  const field = builder.dice.pick(fields);
  field.inaccessible = true;
  const { fields: written } = builder.subgraphType(soleOwner(field) as string, entity);
  written.set(field.name, `${written.get(field.name) ?? ""} @inaccessible`.trim());
}

/** Lets one field's answer carry a leaf of the entity it leads to. */
function addProvides(builder: WorldBuilder, subgraph: string): void {
  const { dice } = builder;
  const ways = [...builder.subgraph(subgraph).types.values()].flatMap((type) =>
    type.shareable || type.interfaceObject
      ? []
      : [...type.fields].flatMap(([name, directives]) => {
          const field = builder.type(type.name).fields.get(name);
          const target = field && builder.world.types.get(baseOf(field.type));
          return field && target?.kind === "entity" && soleOwner(field) === subgraph && directives === ""
            ? [{ type, field, target }]
            : [];
        }),
  );
  if (ways.length === 0) return;
  const { type, field, target } = dice.pick(ways);
  const here = builder.subgraphType(subgraph, target.name);
  const provided = [...target.fields.values()].filter(
    (leaf) =>
      isLeaf(leaf.type) &&
      leaf.args.length === 0 &&
      soleOwner(leaf) &&
      soleOwner(leaf) !== subgraph &&
      !leaf.requires &&
      !here.fields.has(leaf.name),
  );
  if (provided.length === 0) return;
  const leaf = dice.pick(provided);
  // A provided field is resolved here too, so its owner must share it.
  const owned = builder.subgraphType(soleOwner(leaf) as string, target.name).fields;
  owned.set(leaf.name, `${owned.get(leaf.name) ?? ""} @shareable`.trim());
  builder.declare(subgraph, target.name, leaf, "@external");
  type.fields.set(field.name, `@provides(fields: "${leaf.name}")`);
}

/** One interface becomes an entity where all its members live, and an object in a subgraph of its own. */
function addInterfaceObject(builder: WorldBuilder, entities: PlacedEntity[], abstracts: string[]): void {
  const { dice, world } = builder;
  const placed = new Map(entities.map((entity) => [entity.name, entity]));
  const candidates = abstracts.flatMap((name) => {
    const { kind, members } = builder.type(name);
    const homes = [...world.subgraphs.keys()].filter((subgraph) =>
      members.every((member) => placed.get(member)?.presence.includes(subgraph)),
    );
    return kind === "interface" && homes.length > 0 ? [{ name, members, home: dice.pick(homes) }] : [];
  });
  if (candidates.length === 0) return;
  const { name, members, home } = dice.pick(candidates);
  builder.mention(home, name);
  builder.subgraph(home).keyedInterfaces.add(name);
  builder.addSubgraph("objects");
  const object = builder.subgraphType("objects", name);
  object.interfaceObject = true;
  builder.declareKey("objects", name, "id", true);
  const contribute = (field: FieldDefinition, directives = "") => {
    builder.addField(name, field, directives);
    for (const member of members) builder.type(member).fields.set(field.name, field);
  };
  for (let count = dice.between(1, 3); count > 0; count--)
    contribute({
      name: `extra${count}`,
      type: dice.pick(["Int", "String", "[Shade!]", "Value0", "Boolean!"]),
      args: dice.chance(0.3) ? [{ name: "n", type: "Int", defaultValue: "3" }] : [],
      owners: ["objects"],
    });
  const leaf = [...builder.type(name).fields.values()].find(
    (field) =>
      members.every((member) => builder.type(member).fields.get(field.name)?.owners.includes(home)) &&
      field.owners.length === 0 &&
      field.name !== "id" &&
      isLeaf(field.type) &&
      field.args.length === 0,
  );
  if (leaf && dice.chance(0.6)) {
    for (const member of members) builder.required.add(`${member}.${leaf.name}`);
    builder.declare("objects", name, leaf, "@external");
    const requires = { text: leaf.name, selections: parseSelections(leaf.name) };
    contribute(
      { name: "extraSum", type: "String", args: [], owners: ["objects"], requires },
      `@requires(fields: "${leaf.name}")`,
    );
  }
}
