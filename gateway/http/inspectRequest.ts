import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { nestsDeeperThan } from "../policy/nestingDepth.ts";
import type { RequestLimits } from "./GatewayOptions.ts";

/**
 * Makes the check every GraphQL request passes before its text is parsed: not too many operations, none too deep.
 * @throws RequestRefusal from the check
 */
export function inspectRequest({ maxDepth = 100, maxBatch = 1 }: RequestLimits): (body: unknown) => void {
  const inspectOne = (one: unknown): void => {
    const query = typeof one === "object" && one !== null && "query" in one ? one.query : undefined;
    if (typeof query === "string" && nestsDeeperThan(query, maxDepth))
      throw new RequestRefusal(400, `the document nests deeper than ${maxDepth} levels`);
  };
  return (body) => {
    if (!Array.isArray(body)) return inspectOne(body);
    if (maxBatch <= 1)
      throw new RequestRefusal(400, "send one operation per request: batches are not accepted here");
    if (body.length > maxBatch)
      throw new RequestRefusal(400, `send at most ${maxBatch} operations per request`);
    for (const one of body) inspectOne(one);
  };
}
