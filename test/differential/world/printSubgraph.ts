import {
  baseOf,
  FIXED_TYPES,
  type FieldDefinition,
  type SubgraphDefinition,
  type SubgraphType,
  type World,
} from "./World.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject"])`;

export function printField({ name, type, args }: FieldDefinition, directives = ""): string {
  const printed = args.map(
    (argument) =>
      `${argument.name}: ${argument.type}${argument.defaultValue === undefined ? "" : ` = ${argument.defaultValue}`}`,
  );
  return `  ${name}${printed.length > 0 ? `(${printed.join(", ")})` : ""}: ${type} ${directives}`.trimEnd();
}

/** The subgraph's SDL. */
export function printSubgraph(world: World, subgraph: SubgraphDefinition): string {
  const abstracts = [...subgraph.mentioned].flatMap((name) => world.types.get(name) ?? []);
  const fixed = [...subgraph.mentioned].flatMap((name) => FIXED_TYPES[name] ?? []);
  const interfaces = abstracts.filter(({ kind, name }) => kind === "interface" && !subgraph.types.has(name));
  const membersHere = (members: string[]) => members.filter((member) => subgraph.types.has(member));
  const printObject = (type: SubgraphType): string => {
    const implemented = interfaces
      .filter(({ members }) => members.includes(type.name))
      .map(({ name }) => name);
    const keys = type.keys.map(
      ({ fields, resolvable }) => `@key(fields: "${fields}"${resolvable ? "" : ", resolvable: false"})`,
    );
    const marks = [type.shareable ? "@shareable" : "", type.interfaceObject ? "@interfaceObject" : ""];
    const fields = [...type.fields].map(([name, directives]) =>
      printField(world.types.get(type.name)?.fields.get(name) as FieldDefinition, directives),
    );
    const head = ["type", type.name, implemented.length > 0 ? `implements ${implemented.join(" & ")}` : ""];
    return `${[...head, ...keys, ...marks].filter(Boolean).join(" ")} {\n${fields.join("\n")}\n}`;
  };
  return [
    LINK,
    ...fixed,
    ...[...subgraph.types.values()].map(printObject),
    ...interfaces.map((type) => {
      const fields = [...type.fields.values()].filter((field) =>
        membersHere(type.members).every((member) => resolves(subgraph, member, field.name)),
      );
      const key = subgraph.keyedInterfaces.has(type.name) ? '@key(fields: "id") ' : "";
      return `interface ${type.name} ${key}{\n${fields.map((field) => printField(field)).join("\n")}\n}`;
    }),
    ...abstracts
      .filter(({ kind }) => kind === "union")
      .map(({ name, members }) => `union ${name} = ${membersHere(members).join(" | ")}`),
  ].join("\n");
}

/** The subgraph answers this field itself, whenever it has the object. */
function resolves(subgraph: SubgraphDefinition, type: string, field: string): boolean {
  const directives = subgraph.types.get(type)?.fields.get(field);
  return (
    directives !== undefined && !/@external/.test(directives) && !subgraph.overridden.has(`${type}.${field}`)
  );
}

/** The whole world's SDL as clients should see it, written without regard to composition. */
export function printWorld(world: World): string {
  const used = new Set<string>();
  const interfacesOf = (name: string) =>
    [...world.types.values()].filter(({ kind, members }) => kind === "interface" && members.includes(name));
  const isMentioned = (name: string) =>
    [...world.subgraphs.values()].some(({ mentioned, types }) => mentioned.has(name) || types.has(name));
  const printed = [...world.types.values()]
    .filter(({ name }) => isMentioned(name))
    .map((type) => {
      if (type.kind === "union") {
        const known = type.members.filter((member) =>
          [...world.subgraphs.values()].some(
            ({ mentioned, types }) => mentioned.has(type.name) && types.has(member),
          ),
        );
        return `union ${type.name} = ${known.join(" | ")}`;
      }
      const fields = [...type.fields.values()].filter(
        (field) =>
          !field.inaccessible &&
          (type.kind !== "interface" || field.owners.length > 0 || isPromoted(world, type.name, field.name)),
      );
      for (const field of fields) for (const { type: sdl } of [field, ...field.args]) used.add(baseOf(sdl));
      const implemented = interfacesOf(type.name).filter(({ name }) =>
        implementsSomewhere(world, type.name, name),
      );
      const names =
        implemented.length > 0 ? ` implements ${implemented.map(({ name }) => name).join(" & ")}` : "";
      return `${type.kind === "interface" ? "interface" : "type"} ${type.name}${names} {\n${fields.map((field) => printField(field)).join("\n")}\n}`;
    });
  const fixed = Object.keys(FIXED_TYPES).filter((name) =>
    [...world.subgraphs.values()].some(({ mentioned }) => mentioned.has(name)),
  );
  return [...fixed.map((name) => FIXED_TYPES[name]), ...printed].join("\n");
}

const implementsSomewhere = (world: World, type: string, name: string) =>
  [...world.subgraphs.values()].some(
    ({ mentioned, types }) => mentioned.has(name) && !types.has(name) && types.has(type),
  );

/** Whether some subgraph writes this field into its version of the interface. */
function isPromoted(world: World, name: string, field: string): boolean {
  const members = world.types.get(name)?.members ?? [];
  return [...world.subgraphs.values()].some(
    (subgraph) =>
      subgraph.mentioned.has(name) &&
      members
        .filter((member) => subgraph.types.has(member))
        .every((member) => resolves(subgraph, member, field)),
  );
}
