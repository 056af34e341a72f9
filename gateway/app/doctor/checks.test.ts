// Checks of facts that no test can bring about on this machine: its Node.js, its clock.
import { expect, it } from "vitest";
import { checkClock } from "./checkClock.ts";
import { checkNode } from "./checkNode.ts";
import type { DoctorFacts } from "./DoctorFacts.ts";

const on = (day: string, rest: Partial<DoctorFacts> = {}) =>
  ({ now: new Date(day), files: new Map(), ...rest }) as DoctorFacts;

it.each([
  ["18.20.0", "2025-01-01", "danger"],
  ["20.18.3", "2025-01-01", "danger"],
  ["20.19.0", "2025-01-01", "ok"],
  ["20.20.2", "2026-06-01", "warning"],
  ["23.1.0", "2026-06-01", "warning"],
  ["24.3.0", "2026-06-01", "ok"],
  ["26.0.0", "2027-06-01", "ok"],
])("Node.js %s on %s: %s", (nodeVersion, day, severity) =>
  expect(checkNode(on(day, { nodeVersion })).map((one) => one.severity)).toEqual([severity]),
);

it.each([
  ["2024-01-01", "danger"],
  ["2026-01-02", "ok"],
])("the clock says %s, and a file was written on 2026-01-01: %s", (day, severity) => {
  const modifiedAt = new Date("2026-01-01");
  const files = new Map([["SUPERGRAPH", { modifiedAt, isWritable: true, isReadableByOthers: true }]]);
  expect(checkClock(on(day, { files })).map((one) => one.severity)).toEqual([severity]);
});
