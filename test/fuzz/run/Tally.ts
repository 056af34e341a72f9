import type { Outcome } from "../front/Knocker.ts";
import type { Verdict } from "../judge/createJudge.ts";

interface FamilyCount {
  sent: number;
  answered: number;
  /** The connection was closed, which is an end as clean as an answer for what is no HTTP. */
  closed: number;
  failed: number;
  slowestMs: number;
}

/** Every input that was sent, and how it ended: nothing may be lost. */
export class Tally {
  readonly families = new Map<string, FamilyCount>();
  readonly statuses = new Map<string, number>();
  readonly codes = new Map<string, number>();
  sent = 0;
  ended = 0;
  acts = 0;

  /** An input is on its way. */
  send(family: string): void {
    this.sent += 1;
    this.#of(family).sent += 1;
  }

  end(family: string, { answers, end, durationMs }: Outcome, { problem, codes, acted }: Verdict): void {
    this.ended += 1;
    const count = this.#of(family);
    if (problem) count.failed += 1;
    else if (end === "answered" || answers.length > 0) count.answered += 1;
    else count.closed += 1;
    count.slowestMs = Math.max(count.slowestMs, Math.round(durationMs));
    if (acted && family === "acts") this.acts += 1;
    for (const { status } of answers) add(this.statuses, String(status));
    for (const code of codes) add(this.codes, code);
  }

  total(key: "answered" | "closed" | "failed"): number {
    return [...this.families.values()].reduce((sum, count) => sum + count[key], 0);
  }

  toString(): string {
    const rows = [...this.families].map(
      ([name, { sent, answered, closed, failed, slowestMs }]) =>
        `  ${name.padEnd(18)} ${[sent, answered, closed, failed].map((one) => String(one).padStart(7)).join(" ")} ${String(slowestMs).padStart(8)}`,
    );
    return [
      `  ${"family".padEnd(18)}    sent answered closed  failed slowest ms`,
      ...rows,
      `  statuses: ${list(this.statuses)}`,
      `  codes: ${list(this.codes)}`,
      `  sent ${this.sent} = answered ${this.total("answered")} + closed ${this.total("closed")} + failed ${this.total("failed")}; acts carried out: ${this.acts}`,
    ].join("\n");
  }

  #of(family: string): FamilyCount {
    const known = this.families.get(family) ?? { sent: 0, answered: 0, closed: 0, failed: 0, slowestMs: 0 };
    this.families.set(family, known);
    return known;
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const list = (counts: Map<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => `${key} ${count}`)
    .join(", ");
