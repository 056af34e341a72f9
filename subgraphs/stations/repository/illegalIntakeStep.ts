import { illegalTransition } from "../../kit/acts/illegalTransition.ts";
import type { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { INTAKE_TRANSITIONS, type IntakeDocument } from "../model/Intake.ts";
import { NAMED } from "./named.ts";

const WORDS = { NONE: "unanswered" } as Record<string, string>;

/** The failure that names the intake's present state and the states the act is allowed from. */
export function illegalIntakeStep(
  { status }: IntakeDocument,
  act: keyof typeof INTAKE_TRANSITIONS,
): UserFailure {
  const allowed = INTAKE_TRANSITIONS[act].map((state) => WORDS[state] ?? state);
  return illegalTransition(NAMED.intake, status, allowed);
}
