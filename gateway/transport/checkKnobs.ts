import { TRANSPORT_KNOBS, type TransportKnobs } from "./TransportKnobs.ts";

/**
 * The given knobs, with defaults for those left out.
 * @throws TypeError that names the subgraph, the knob, its value and what is allowed
 */
export function checkKnobs(name: string, given: Partial<TransportKnobs>): TransportKnobs {
  const unknown = Object.keys(given).find((knob) => !Object.hasOwn(TRANSPORT_KNOBS, knob));
  if (unknown)
    throw new TypeError(
      `"${unknown}" of subgraph "${name}" is no option; there are ${Object.keys(TRANSPORT_KNOBS).join(", ")}`,
    );
  const values = Object.entries(TRANSPORT_KNOBS).map(([knob, { default: fallback, min, max, fraction }]) => {
    const value: unknown = given[knob as keyof TransportKnobs] ?? fallback;
    if (typeof fallback === "boolean") {
      if (typeof value === "boolean") return [knob, value];
      throw new TypeError(`${knob} of subgraph "${name}" must be true or false, not ${String(value)}`);
    }
    const isNumber =
      typeof value === "number" && (fraction ? Number.isFinite(value) : Number.isSafeInteger(value));
    if (isNumber && value >= (min ?? 0) && value <= (max ?? Number.POSITIVE_INFINITY)) return [knob, value];
    throw new TypeError(
      `${knob} of subgraph "${name}" must be a ${fraction ? "" : "whole "}number from ${min} to ${max}, not ${String(value)}`,
    );
  });
  return Object.fromEntries(values) as TransportKnobs;
}
