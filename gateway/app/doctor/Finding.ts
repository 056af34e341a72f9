import type { DoctorFacts } from "./DoctorFacts.ts";

/** `danger`: do not run it like this. `warning`: know why you do. `ok`: looked at, and in order. */
export type Severity = "danger" | "warning" | "ok";

/** One thing the doctor found. Never holds a secret. */
export interface Finding {
  /** Stable name, for scripts. */
  id: string;
  severity: Severity;
  /** What is the case. */
  what: string;
  /** What to do about it; empty where nothing is. */
  todo: string;
}

/** Looks at one matter: from the facts alone, so that it can be tested without a deployment. */
export type Check = (facts: DoctorFacts) => Finding[];

export const danger = (id: string, what: string, todo: string): Finding => ({
  id,
  severity: "danger",
  what,
  todo,
});
export const warning = (id: string, what: string, todo: string): Finding => ({
  id,
  severity: "warning",
  what,
  todo,
});
export const ok = (id: string, what: string): Finding => ({ id, severity: "ok", what, todo: "" });

/** A danger where others can reach the program, else a warning: on one's own machine one may. */
export const unsafe = ({ isExposed }: DoctorFacts, id: string, what: string, todo: string): Finding =>
  (isExposed ? danger : warning)(id, what, todo);
