import { GraphQLError } from "graphql";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { createDocumentCheck } from "../policy/limits/createDocumentCheck.ts";
import type { RequestLimits } from "./GatewayOptions.ts";

/**
 * Makes the check every GraphQL request passes before its text is parsed: not too many operations, none too complex.
 * @throws RequestRefusal from the check
 */
export function inspectRequest({ maxBatch = 1, ...documentLimits }: RequestLimits): (body: unknown) => void {
  const checkDocument = createDocumentCheck(documentLimits);
  const inspectOne = (one: unknown): void => {
    const query = typeof one === "object" && one !== null && "query" in one ? one.query : undefined;
    if (typeof query !== "string") return;
    try {
      checkDocument(query);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      throw new RequestRefusal(400, error.message, {}, String(error.extensions.code));
    }
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
