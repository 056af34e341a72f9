import { textOf } from "./DoctorFacts.ts";
import { type Check, type Finding, ok, warning } from "./Finding.ts";

/** Whether anybody may read the whole schema. */
export const checkIntrospection: Check = (facts): Finding[] => {
  if (facts.program === "subgraph" || !facts.isProduction) return [];
  return textOf(facts, "INTROSPECTION") === "on"
    ? [
        warning(
          "introspection",
          "everybody may ask for the whole schema",
          "set INTROSPECTION=scope where it can be",
        ),
      ]
    : [ok("introspection", "the schema is not for everybody")];
};
