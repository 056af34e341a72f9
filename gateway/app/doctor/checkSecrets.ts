import { textOf } from "./DoctorFacts.ts";
import { type Check, danger, type Finding, ok, warning } from "./Finding.ts";
import { hostsData } from "./hostsData.ts";

/** The secrets production asks for: of pseudonyms and statistics where there is data, of emergency grants at the gateway. */
export const checkSecrets: Check = (facts): Finding[] => {
  if (!facts.isProduction) return [];
  const isSet = (name: string): boolean => textOf(facts, name) !== "";
  const findings: Finding[] = [];
  if (hostsData(facts)) {
    if (!isSet("PSEUDONYM_KEY") && !isSet("PSEUDONYM_KEY_FILE"))
      findings.push(danger("secrets", "there is no key for pseudonyms", "set PSEUDONYM_KEY_FILE"));
    if (!isSet("STATISTICS_SECRET"))
      findings.push(danger("secrets", "there is no secret for statistics", "set STATISTICS_SECRET"));
  }
  if (facts.program !== "subgraph" && !isSet("BREAK_GLASS_KEY"))
    findings.push(
      warning("break-glass", "nobody can be given emergency access", "set BREAK_GLASS_KEY if it is wanted"),
    );
  return findings.length > 0 ? findings : [ok("secrets", "every secret is given")];
};
