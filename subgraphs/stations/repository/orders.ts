import type { Order } from "../../kit/relay/pageArgs.ts";

/** The order of every list, by what it lists; `indexes.ts` ends its indexes with these fields. */
export const ORDERS = {
  byId: { field: "_id", direction: 1 },
  latestProposal: { field: "proposedAt", direction: -1 },
  latestAnswer: { field: "answeredAt", direction: -1 },
  latestStart: { field: "startsOn", direction: -1 },
  latestEntry: { field: "at", direction: -1 },
  latestAction: { field: "heldOn", direction: -1 },
} as const satisfies Record<string, Order>;
