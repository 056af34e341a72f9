import { SUPERGRAPH_FILE } from "./headlineRequest.ts";
import { openHeadlineWorkload } from "./openHeadlineWorkload.ts";
import { openShopWorkload } from "./openShopWorkload.ts";
import type { Workload, WorkloadId } from "./Workload.ts";

/** Starts what a workload needs; files go into `directory`, helper processes onto `core`. */
export async function openWorkload(
  id: WorkloadId,
  options: { directory: string; core: number | undefined },
): Promise<Workload> {
  if (id === "headline") return openHeadlineWorkload(options);
  if (id !== "whole") return openShopWorkload(id, options);
  // The right answer comes from the agencies as separate processes behind Apollo Gateway, on the same data.
  const headline = await openHeadlineWorkload(options);
  await headline.stop();
  return {
    id,
    title: "whole: the headline query, gateway, subgraphs and data in one process",
    body: headline.body,
    expected: headline.expected,
    supergraphFile: SUPERGRAPH_FILE,
    dataDirectory: options.directory,
    stop: async () => {},
  };
}
