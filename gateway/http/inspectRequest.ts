import { GraphQLError } from "graphql";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { createDocumentCheck } from "../policy/limits/createDocumentCheck.ts";
import type { AskedOperation, Safelist } from "../policy/safelist/createSafelist.ts";
import type { RequestLimits } from "./GatewayOptions.ts";

/**
 * Makes the check every GraphQL request passes before its text is parsed: not too many operations, none too complex, all of
 * them published where that is asked for. Puts the text of a published operation where a request has only its id.
 * The check throws RequestRefusal.
 */
export function inspectRequest({ maxBatch = 1, ...documentLimits }: RequestLimits, safelist?: Safelist) {
  const checkDocument = createDocumentCheck(documentLimits);
  const inspectOne = (one: unknown, caller: Caller): void => {
    if (typeof one !== "object" || one === null) return;
    const asked: AskedOperation = one;
    try {
      if (safelist) asked.query = safelist.textFor(asked) ?? asked.query;
      if (typeof asked.query === "string") checkDocument(asked.query);
      safelist?.admit(asked, caller);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const code = String(error.extensions.code);
      throw new RequestRefusal(code === "OPERATION_NOT_PUBLISHED" ? 403 : 400, error.message, {}, code);
    }
  };
  return (body: unknown, caller: Caller): void => {
    if (!Array.isArray(body)) {
      inspectOne(body, caller);
      return;
    }
    if (maxBatch <= 1)
      throw new RequestRefusal(400, "send one operation per request: batches are not accepted here");
    if (body.length > maxBatch)
      throw new RequestRefusal(400, `send at most ${maxBatch} operations per request`);
    for (const one of body) inspectOne(one, caller);
  };
}
