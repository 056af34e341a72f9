import type { DoctorFacts } from "./DoctorFacts.ts";

/** Whether the program opens a store: a subgraph, or a gateway with one in its process. */
export const hostsData = ({ program, subgraphs }: DoctorFacts): boolean =>
  program === "subgraph" || [...subgraphs.values()].includes("local");
