import { type Check, danger, ok } from "./Finding.ts";

/** Mistakes with which the program would not start at all. */
export const checkSettings: Check = ({ mistakes }) =>
  mistakes.length === 0
    ? [ok("settings", "every setting can be used")]
    : mistakes.map((mistake) => danger("settings", mistake, "mend it: the program does not start like this"));
