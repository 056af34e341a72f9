import { textOf } from "./DoctorFacts.ts";
import { type Check, type Finding, ok, unsafe, warning } from "./Finding.ts";

const MANY_BYTES = 16_777_216;
const MANY_OPERATIONS = 50;

/** What a request may cost. */
export const checkLimits: Check = (facts): Finding[] => {
  if (facts.program === "subgraph") return [];
  const findings: Finding[] = [];
  const { MAX_BODY_BYTES, MAX_BATCH } = facts.settings;
  if (Number(MAX_BODY_BYTES) > MANY_BYTES)
    findings.push(
      warning(
        "limit-body",
        `bodies of ${MAX_BODY_BYTES} bytes are read`,
        "a megabyte is plenty for an operation",
      ),
    );
  if (Number(MAX_BATCH) > MANY_OPERATIONS)
    findings.push(warning("limit-batch", `${MAX_BATCH} operations in one request`, "lower MAX_BATCH"));
  for (const name of ["COST_MODE", "RATE_LIMITS"])
    if (textOf(facts, name) === "off")
      findings.push(
        unsafe(facts, "limit-off", `${name} is off: one caller can take everything`, `set ${name}`),
      );
  if (textOf(facts, "COST_MODE") === "measure")
    findings.push(
      warning("limit-off", "COST_MODE only measures, it refuses nothing", "set COST_MODE=enforce"),
    );
  return findings.length > 0 ? findings : [ok("limits", "what a request may cost is limited")];
};
