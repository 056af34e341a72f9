/** Why a subgraph gave no GraphQL response, with the message its callers see: it names no host, path or body. */
const MESSAGES = {
  SUBGRAPH_UNREACHABLE: "cannot be reached at present",
  SUBGRAPH_TIMEOUT: "did not answer in time",
  SUBGRAPH_BAD_RESPONSE: "gave an answer that is not a GraphQL response",
  SUBGRAPH_OFF: "is switched off in this deployment",
} as const;

export type SubgraphFailureCode = keyof typeof MESSAGES;

/** A subgraph gave no GraphQL response. The `cause` is for logs only. */
export class SubgraphFailure extends Error {
  readonly code: SubgraphFailureCode;
  readonly serviceName: string;

  constructor(serviceName: string, code: SubgraphFailureCode, cause?: unknown) {
    super(`the subgraph "${serviceName}" ${MESSAGES[code]}`, { cause });
    this.name = "SubgraphFailure";
    this.code = code;
    this.serviceName = serviceName;
  }
}
