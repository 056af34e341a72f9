import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { INTAKE_TRANSITIONS, type IntakeDocument } from "../model/Intake.ts";

const WORDS = { NONE: "no answer yet" } as Record<string, string>;

/** The failure that names the intake's present state and the states the act is allowed from. */
export function illegalIntakeStep(
  { status }: IntakeDocument,
  act: keyof typeof INTAKE_TRANSITIONS,
): UserFailure {
  const allowed = INTAKE_TRANSITIONS[act].map((state) => WORDS[state] ?? state).join(" or ");
  return new UserFailure(
    "ILLEGAL_TRANSITION",
    `the referral's intake is ${status}; this needs ${allowed}`,
    "referralId",
  );
}
