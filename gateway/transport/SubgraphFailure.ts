/** Why a subgraph gave no GraphQL response, with the message its callers see: it names no host, path or body. */
const MESSAGES = {
  SUBGRAPH_UNREACHABLE: "cannot be reached at present",
  SUBGRAPH_TIMEOUT: "did not answer in time",
  SUBGRAPH_BAD_RESPONSE: "gave an answer that is not a GraphQL response",
  SUBGRAPH_OFF: "is switched off in this deployment",
  SUBGRAPH_OVERLOADED: "has too many calls waiting at present",
  SUBGRAPH_CIRCUIT_OPEN: "failed too often and is given a rest at present",
  SUBGRAPH_CANCELLED: "is not asked any longer, because its caller has gone",
} as const;

export type SubgraphFailureCode = keyof typeof MESSAGES;

/** What policies need to know beyond the code. */
export interface FailureDetails {
  /** HTTP status, where a response had begun. */
  status?: number;
  /** The subgraph works, but this one answer was larger than allowed. */
  tooLarge?: boolean;
}

/** A subgraph gave no GraphQL response. The `cause` is for logs only. */
export class SubgraphFailure extends Error {
  readonly code: SubgraphFailureCode;
  readonly serviceName: string;
  readonly status: number | undefined;
  readonly tooLarge: boolean;

  constructor(serviceName: string, code: SubgraphFailureCode, cause?: unknown, details: FailureDetails = {}) {
    super(`the subgraph "${serviceName}" ${MESSAGES[code]}`, { cause });
    this.name = "SubgraphFailure";
    this.code = code;
    this.serviceName = serviceName;
    this.status = details.status;
    this.tooLarge = details.tooLarge ?? false;
  }
}
