import { GraphQLError } from "graphql";
import { ADVICE, type DocumentLimits } from "./DocumentLimits.ts";

/** The refusal of a document over a limit: how many are accepted, how many it has where that was counted, what to do. */
export function tooComplex(
  limit: keyof DocumentLimits,
  limits: DocumentLimits,
  found?: number,
): GraphQLError {
  const { of, advice } = ADVICE[limit];
  const most = limits[limit];
  const has = found === undefined || found > Number.MAX_SAFE_INTEGER ? `more than ${most}` : `${found}`;
  return new GraphQLError(
    `the document is too complex: it has ${has} ${of}, and ${most} are accepted; ${advice}`,
    { extensions: { code: "OPERATION_TOO_COMPLEX" } },
  );
}
