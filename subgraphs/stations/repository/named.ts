import type { Named } from "../../kit/acts/mustFind.ts";

/** How the input of an act names what it refers to. */
export const NAMED = {
  community: { field: "communityId", what: "community" },
  communityWorker: { field: "communityWorkerId", what: "community social worker" },
  district: { field: "districtCode", what: "district" },
  donor: { field: "donorCreditCode", what: "organisation" },
  intake: { field: "referralId", what: "intake of a referral" },
  pairing: { field: "pairingId", what: "pairing" },
  project: { field: "projectId", what: "purchased project" },
  recipient: { field: "recipientCreditCode", what: "organisation" },
  station: { field: "stationId", what: "community station" },
  worker: { field: "workerId", what: "community social worker" },
} as const satisfies Record<string, Named>;
