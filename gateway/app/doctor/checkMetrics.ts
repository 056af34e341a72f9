import { metricsPlace } from "../metricsPlace.ts";
import { textOf } from "./DoctorFacts.ts";
import { type Check, type Finding, ok, unsafe } from "./Finding.ts";

/** Who may read the figures. */
export const checkMetrics: Check = (facts): Finding[] => {
  if (facts.program === "subgraph") return [];
  return metricsPlace({ METRICS: textOf(facts, "METRICS"), MODE: textOf(facts, "MODE") }) === "on"
    ? [
        unsafe(
          facts,
          "metrics",
          "/metrics is on the public port: whoever asks learns how the graph is used",
          "set METRICS to a port of its own, or off",
        ),
      ]
    : [ok("metrics", "/metrics is not on the public port")];
};
