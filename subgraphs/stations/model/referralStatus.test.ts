// A referral has two halves, the hospital's and the station's. Its joined status is defined for every
// combination of the two: the table is the rule.
import { expect, test } from "vitest";
import type { IntakeStatus } from "./Intake.ts";
import { HOSPITAL_STATUSES, joinReferralStatus, type ReferralStatus } from "./referralStatus.ts";

const INTAKES: (IntakeStatus | null)[] = [null, "ACCEPTED", "DECLINED", "IN_SERVICE", "COMPLETED"];

const EXPECTED: Record<(typeof HOSPITAL_STATUSES)[number], ReferralStatus[]> = {
  SENT: ["AWAITING_INTAKE", "ACCEPTED", "DECLINED", "IN_SERVICE", "COMPLETED"],
  WITHDRAWN: ["WITHDRAWN", "WITHDRAWN", "WITHDRAWN", "WITHDRAWN", "COMPLETED"],
  CLOSED: ["CLOSED", "ACCEPTED", "CLOSED", "IN_SERVICE", "CLOSED"],
};

const combinations = HOSPITAL_STATUSES.flatMap((hospital) =>
  INTAKES.map((intake, index) => ({ hospital, intake, joined: EXPECTED[hospital][index] })),
);

test.each(combinations)("$hospital by the hospital and $intake by the station is $joined", (row) => {
  expect(joinReferralStatus(row.hospital, row.intake)).toBe(row.joined);
});

test("the table has a row for each of the fifteen combinations", () => {
  expect(combinations).toHaveLength(15);
  expect(combinations.every(({ joined }) => joined !== undefined)).toBe(true);
});
