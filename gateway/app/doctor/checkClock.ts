import { type Check, danger, type Finding, ok, warning } from "./Finding.ts";

const DAY = 86_400_000;
/** Seconds: half of what a signature bears, and a tenth of it. */
const TOO_FAR = 30;
const NOTABLE = 6;

/** Whether this machine's clock can be right, and agrees with the subgraphs': signatures are good for a minute. */
export const checkClock: Check = ({ now, files, reached }) => {
  const written = files.get("SUPERGRAPH")?.modifiedAt;
  const sync = "let a time service set the clocks of all machines (NTP)";
  const findings: Finding[] = [];
  if (written && now.getTime() < written.getTime() - DAY)
    findings.push(
      danger("clock", "the clock is behind: it is earlier than the supergraph file was written", sync),
    );
  for (const [name, { clockAheadSeconds = 0 }] of reached ?? []) {
    const apart = Math.abs(clockAheadSeconds);
    if (apart <= NOTABLE) continue;
    const what = `the clocks of this machine and of "${name}" are ${apart} s apart; signatures bear 60`;
    findings.push((apart > TOO_FAR ? danger : warning)("clock", what, sync));
  }
  return findings.length > 0 ? findings : [ok("clock", "the clock is plausible")];
};
