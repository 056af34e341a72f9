import type { ForeignId } from "../../kit/input/checkForeignId.ts";

/** How the register of social workers (which the talent subgraph keeps) and the hospitals write their ids. */
export const FOREIGN_IDS = {
  medicalWorker: {
    what: "a medical social worker",
    shape: /^msw_[0-9A-Za-z]{4,40}$/,
    example: "msw_0001",
  },
  communityWorker: {
    what: "a community social worker",
    shape: /^csw_[0-9A-Za-z]{4,40}$/,
    example: "csw_0001",
  },
  referral: { what: "a referral", shape: /^ref_[0-9A-Za-z]{6,40}$/, example: "ref_000001" },
} as const satisfies Record<string, ForeignId>;
