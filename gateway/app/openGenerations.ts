import { join } from "node:path";
import type { Logger } from "pino";
import { type SettingsOf, StartError } from "../../subgraphs/kit/server/settings.ts";
import { createGeneration, type GenerationOptions } from "../engine/createGeneration.ts";
import type { Generation } from "../engine/Generation.ts";
import type { AppliedDirective } from "../planner/describeDirectives.ts";
import { createWorkerPlanner } from "../planner/workerPlanner.ts";
import { createSupergraphSource } from "../supergraph/createSupergraphSource.ts";
import { readSupergraph } from "../supergraph/readSupergraph.ts";
import type { SupergraphProblem, SupergraphSource } from "../supergraph/SupergraphSource.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";
import type { SubgraphDirectory } from "./SubgraphDirectory.ts";

export interface GenerationsOptions extends Required<Pick<GenerationOptions, "onCacheUse">> {
  directory: SubgraphDirectory;
  logger: Logger;
  /** Looks at a supergraph's directives. @throws RefusedSupergraph when the policy cannot enforce them */
  accept: (directives: readonly AppliedDirective[]) => void;
}

/**
 * The supergraph of the settings, served and followed: every new content of its file becomes a generation of its own.
 * Its subgraphs are opened first, so that what is wrong with one of them is said as it is.
 * @throws StartError when neither the file nor its last good copy can be served, or a subgraph cannot be opened
 */
export async function openGenerations(
  settings: SettingsOf<typeof gatewaySettings>,
  { directory, logger, accept, onCacheUse }: GenerationsOptions,
): Promise<SupergraphSource<Generation>> {
  const file = settings.SUPERGRAPH;
  const unreadable = await openNamed(file, directory);
  const log = ({ kind, message, cause }: SupergraphProblem): void =>
    logger.warn({ kind, err: cause }, message);
  // A start that fails says why in one line; only one that succeeds on the last good copy logs what was wrong.
  const problemsOfTheStart: SupergraphProblem[] = [];
  let hasStarted = false;
  try {
    const source = await createSupergraphSource<Generation>({
      file,
      stateDirectory: join(settings.DATA_DIR, "gateway"),
      createPlanner: (sdl) =>
        createWorkerPlanner(sdl, {
          onCrash: (cause) => logger.warn({ err: cause }, "the planner's thread ended"),
        }),
      createGeneration: async (supergraphSdl, planner) => {
        accept(planner.directives);
        return createGeneration({
          supergraphSdl,
          planner,
          transports: await directory.open(planner.subgraphs),
          shareClientQueries: settings.SHARE_QUERIES === "on",
          onCacheUse,
          onFailure: ({ serviceName, code, message, cause }) =>
            logger.warn({ subgraph: serviceName, code, err: cause }, message),
        });
      },
      onProblem: (problem) => (hasStarted ? log(problem) : problemsOfTheStart.push(problem)),
      onSwap: (statistics) => logger.info(statistics, "a new supergraph is served"),
    });
    hasStarted = true;
    problemsOfTheStart.forEach(log);
    return source;
  } catch (error) {
    throw unreadable ?? error;
  }
}

/** Opens the subgraphs the file names; what is wrong with the file itself is returned, for a last good copy may stand in. */
async function openNamed(file: string, directory: SubgraphDirectory): Promise<StartError | undefined> {
  let subgraphs: ReadonlyMap<string, string>;
  try {
    ({ subgraphs } = readSupergraph(file));
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  await directory.open(subgraphs);
  return undefined;
}
