import { type Check, danger, type Finding, ok, unsafe, warning } from "./Finding.ts";

/** What the subgraphs said when they were asked, with a signature and without. */
export const checkReach: Check = (facts) =>
  [...(facts.reached ?? [])].flatMap(([name, { signed, answersUnsigned }]): Finding[] => {
    if (signed === "unreachable")
      return [
        warning(
          "reach",
          `"${name}" does not answer: its part of every answer is null`,
          "start it; check URL and TLS_*",
        ),
      ];
    const findings: Finding[] = [];
    if (signed === "refused")
      findings.push(
        danger(
          "reach",
          `"${name}" refuses the gateway's calls`,
          "give both the same key, and check both clocks",
        ),
      );
    if (answersUnsigned)
      findings.push(
        unsafe(
          facts,
          "reach-unsigned",
          `"${name}" answers calls that are not signed: anybody who reaches it gets around the gateway`,
          "give the subgraph its key in SIGNING_KEY_FILE, and MODE=production",
        ),
      );
    return findings.length > 0 ? findings : [ok("reach", `"${name}" answers the gateway, and nobody else`)];
  });
