import { readFileSync } from "node:fs";
import { type EnumTypeDefinitionNode, Kind, parse } from "graphql";
import { StartError } from "../../subgraphs/kit/server/settings.ts";

/** A composed supergraph and the subgraphs it joins. */
export interface Supergraph {
  sdl: string;
  /** URL by subgraph name, as composed in (Federation join specification, `enum join__Graph`). */
  subgraphs: ReadonlyMap<string, string>;
}

/** @throws StartError when the file cannot be read or is not a supergraph */
export function readSupergraph(file: string): Supergraph {
  let sdl: string;
  try {
    sdl = readFileSync(file, "utf8");
  } catch {
    throw new StartError(`SUPERGRAPH "${file}" cannot be read: give the file that "npm run compose" writes`);
  }
  const subgraphs = subgraphUrls(sdl);
  if (subgraphs.size === 0) {
    throw new StartError(
      `SUPERGRAPH "${file}" is not a composed supergraph: it names no subgraphs (enum join__Graph)`,
    );
  }
  return { sdl, subgraphs };
}

function subgraphUrls(sdl: string): Map<string, string> {
  let graphs: EnumTypeDefinitionNode | undefined;
  try {
    graphs = parse(sdl, { noLocation: true }).definitions.find(
      (definition) =>
        definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph",
    ) as EnumTypeDefinitionNode | undefined;
  } catch {
    return new Map();
  }
  return new Map(
    (graphs?.values ?? []).map((value) => {
      const join = value.directives?.find((directive) => directive.name.value === "join__graph");
      const argument = (name: string): string => {
        const given = join?.arguments?.find((one) => one.name.value === name)?.value;
        return given?.kind === Kind.STRING ? given.value : "";
      };
      return [argument("name"), argument("url")];
    }),
  );
}
