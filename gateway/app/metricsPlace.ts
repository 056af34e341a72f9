/** Where `/metrics` is by these settings: `on` (the gateway's own port), `off`, or a port of its own. */
export function metricsPlace({ METRICS, MODE }: { METRICS: string; MODE: string }): string {
  if (METRICS !== "auto") return METRICS;
  return MODE === "production" ? "off" : "on";
}
