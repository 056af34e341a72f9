/** The day the sample data ends: certificates, dispatches and activities are in the state of this day. */
export const SAMPLE_TODAY = "2024-10-31";

/**
 * The graph's clock. Real time, or a clock that starts at noon (UTC) of a given day and runs on from there:
 * synthetic data stays as it was meant, whenever it is looked at.
 * @param today `real`, or a day as `YYYY-MM-DD`
 */
export function startClock(today: string): () => Date {
  if (today === "real") return () => new Date();
  const shift = Date.parse(`${today}T12:00:00Z`) - Date.now();
  return () => new Date(Date.now() + shift);
}
