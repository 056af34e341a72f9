import type { Finding, Severity } from "./Finding.ts";

const MARKS: Record<Severity, string> = { danger: "DANGER ", warning: "warning", ok: "ok     " };

/** Findings as a person reads them, worst first, and how many of each. */
export function report(whom: string, findings: readonly Finding[]): string {
  const sorted = (["danger", "warning", "ok"] as const).flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const lines = sorted.flatMap(({ id, severity, what, todo }) => [
    `${MARKS[severity]}  ${id}: ${what}`,
    ...(todo ? [`         → ${todo}`] : []),
  ]);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return `${whom}\n\n${lines.join("\n")}\n\n${count("danger")} dangers, ${count("warning")} warnings, ${count("ok")} in order`;
}
