import DataLoader from "dataloader";
import { createByIdLoader } from "../kit/loaders/createByIdLoader.ts";
import { createListLoader } from "../kit/loaders/createListLoader.ts";
import { createChildPages } from "../kit/relay/childPages.ts";
import type { Order } from "../kit/relay/pageArgs.ts";
import { createDistrictGroups } from "../kit/statistics/createDistrictGroups.ts";
import { createDistrictSums } from "../kit/statistics/createDistrictSums.ts";
import { groupRows } from "../kit/statistics/groupRows.ts";
import { REACHED_SERVICE } from "./model/Dispatch.ts";
import { certifiedFilter } from "./repository/certified.ts";
import type { TalentCollections } from "./repository/collections.ts";
import { planFields, planYears } from "./repository/threeAreasPlan.ts";

const newest = (field: string): Order => ({ field, direction: -1 });

/** How many enrolled in a programme, and how many of them completed it. */
export interface ProgramCounts {
  enrolled: number;
  completed: number;
}

/** Every read of a resolver that is not a root field, for one request: a call's cost depends on its shape alone. */
export function createTalentLoaders(collections: TalentCollections, today: string) {
  const { socialWorkers, trainingPrograms, trainingEnrolments, dispatches } = collections;
  const { demonstrationPosts, linkagePilots, brandProjects, agencyPartyOrganizations } = collections;
  return {
    worker: createByIdLoader(socialWorkers),
    program: createByIdLoader(trainingPrograms),
    dispatch: createByIdLoader(dispatches),
    post: createByIdLoader(demonstrationPosts),
    pilot: createByIdLoader(linkagePilots),
    project: createByIdLoader(brandProjects),
    partyOrganization: createByIdLoader(agencyPartyOrganizations),

    postsOfWorker: createListLoader(demonstrationPosts, "workerId", { sort: { designatedOn: 1, _id: 1 } }),
    enrolmentsOfWorker: createChildPages(trainingEnrolments, {
      keyField: "workerId",
      order: newest("enrolledOn"),
    }),
    enrolmentsOfProgram: createChildPages(trainingEnrolments, {
      keyField: "programId",
      order: newest("enrolledOn"),
    }),
    dispatchesOfWorker: createChildPages(dispatches, { keyField: "workerId", order: newest("year") }),
    dispatchesOfSender: createChildPages(dispatches, { keyField: "sendingCode", order: newest("year") }),
    postsOfOrganization: createChildPages(demonstrationPosts, {
      keyField: "organizationCode",
      order: newest("designatedOn"),
    }),
    programsOfOrganizer: createChildPages(trainingPrograms, {
      keyField: "organizerCode",
      order: newest("startsOn"),
    }),
    projectsOfOrganizer: createChildPages(brandProjects, {
      keyField: "organizerCode",
      order: newest("year"),
    }),

    programCounts: new DataLoader<string, ProgramCounts>(async (ids) => {
      const groups = await groupRows(
        trainingEnrolments,
        { programId: { $in: [...ids] } },
        { keys: { programId: "programId", status: "status" }, sums: { count: 1 } },
      );
      const counts = new Map<unknown, ProgramCounts>(ids.map((id) => [id, { enrolled: 0, completed: 0 }]));
      for (const { programId, status, count } of groups) {
        const of = counts.get(programId);
        if (of === undefined) continue;
        of.enrolled += count;
        of.completed += status === "COMPLETED" ? count : 0;
      }
      return ids.map((id) => counts.get(id) ?? { enrolled: 0, completed: 0 });
    }),

    workersIn: createDistrictGroups(socialWorkers, {
      keys: { kind: "kind" },
      sums: { count: 1 },
    }),
    certifiedIn: createDistrictSums(socialWorkers, { filter: certifiedFilter(true, today) }),
    trainingIn: createDistrictGroups(trainingEnrolments, {
      keys: { status: "status" },
      sums: { count: 1, theoryMinutes: "theoryMinutes", practiceMinutes: "practiceMinutes" },
    }),
    activePostsIn: createDistrictSums(demonstrationPosts, { filter: { status: "ACTIVE" } }),
    dispatchedTo: createDistrictGroups(dispatches, {
      districtField: "countyCode",
      filter: { status: { $in: [...REACHED_SERVICE] } },
      keys: { year: "year" },
      sums: { count: 1 },
    }),
    pilotsIn: createDistrictSums(linkagePilots),
    selectedProjectsIn: createDistrictSums(brandProjects, { filter: { status: "SELECTED" } }),

    planYears: once(() => planYears(collections)),
    planFields: once(() => planFields(collections)),
  };
}

export type TalentLoaders = ReturnType<typeof createTalentLoaders>;

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
