/** Why there is no plan: nothing here is the client's fault, its operation was valid. */
const MESSAGES = {
  IMPOSSIBLE: "the operation cannot be planned",
  TIMEOUT: "planning the operation took too long",
  CRASHED: "the planner failed while it planned the operation",
  OVERLOADED: "too many operations wait to be planned",
  CLOSED: "the planner is closed",
} as const;

export type PlanningFailureReason = keyof typeof MESSAGES;

/** An operation was not planned. The `cause` is for logs only. */
export class PlanningFailure extends Error {
  readonly reason: PlanningFailureReason;

  constructor(reason: PlanningFailureReason, cause?: unknown) {
    super(MESSAGES[reason], { cause });
    this.name = "PlanningFailure";
    this.reason = reason;
  }
}
