import { textOf } from "./DoctorFacts.ts";
import { type Check, danger, type Finding, ok } from "./Finding.ts";
import { hostsData } from "./hostsData.ts";

/** Invented people among real ones, and a clock that stands in 2024. */
export const checkSampleData: Check = (facts): Finding[] => {
  if (!facts.isProduction || !hostsData(facts)) return [];
  const findings: Finding[] = [];
  const sample = textOf(facts, "SAMPLE_DATA");
  if (sample === "on" || (sample === "auto" && textOf(facts, "MONGODB_URL") === ""))
    findings.push(
      danger("sample-data", "synthetic sample data is loaded into empty stores", "set SAMPLE_DATA=off"),
    );
  const today = textOf(facts, "TODAY");
  if (today !== "real" && today !== "auto")
    findings.push(danger("today", `the graph's clock starts on ${today}`, "set TODAY=real"));
  return findings.length > 0 ? findings : [ok("sample-data", "no sample data, and the real day")];
};
