// One timer watches over many calls: each ends at its moment, and those that are done cost nothing more.
import { describe, expect, it } from "vitest";
import { CancelSource } from "./CancelSource.ts";
import { createDueTimer } from "./createDueTimer.ts";
import { fakeClock } from "./testing/fakeClock.ts";

function watched() {
  const clock = fakeClock();
  const ended: string[] = [];
  const dues = createDueTimer(clock);
  const entry = (name: string, after: number) => ({
    due: clock.now() + after,
    onDue: () => void ended.push(`${name} at ${clock.monotonic()}`),
  });
  return { clock, dues, ended, entry };
}

describe("what is due", () => {
  it("ends at its moment, whatever the order of coming", async () => {
    const { clock, dues, ended, entry } = watched();
    for (const after of [300, 100, 200]) dues.add(entry(`${after}`, after));
    expect(clock.timers).toBe(1);
    await clock.advance(1_000);
    expect(ended).toEqual(["100 at 100", "200 at 200", "300 at 300"]);
    expect(clock.timers).toBe(0);
  });

  it("does not end when it was done before", async () => {
    const { clock, dues, ended, entry } = watched();
    const [done, late] = [entry("done", 100), entry("late", 150)];
    dues.add(done);
    dues.add(late);
    dues.delete(done);
    await clock.advance(1_000);
    expect(ended).toEqual(["late at 150"]);
  });

  it("may move out while it waits", async () => {
    const { clock, dues, ended, entry } = watched();
    const moving = entry("moved", 100);
    dues.add(moving);
    moving.due += 50;
    await clock.advance(1_000);
    expect(ended).toEqual(["moved at 150"]);
  });

  it("may never come, and is forgotten with the timer", async () => {
    const { clock, dues, ended, entry } = watched();
    dues.add(entry("never", Number.POSITIVE_INFINITY));
    expect(clock.timers).toBe(0);
    dues.add(entry("closed", 100));
    dues.close();
    expect(clock.timers).toBe(0);
    await clock.advance(1_000);
    expect(ended).toEqual([]);
  });

  it("may lie further off than a timer can be set", async () => {
    const { clock, dues, ended, entry } = watched();
    dues.add(entry("far", 5_000_000_000));
    await clock.advance(5_000_000_000);
    expect(ended).toEqual(["far at 5000000000"]);
  });
});

describe("a cancel source", () => {
  it("calls each listener once, except those that were taken away", () => {
    const source = new CancelSource();
    const called: string[] = [];
    const gone = () => void called.push("gone");
    const removed = () => void called.push("removed by the first");
    source.addEventListener("abort", gone);
    source.addEventListener("abort", () => {
      called.push(`first, aborted ${source.aborted}`);
      source.removeEventListener("abort", removed);
    });
    source.addEventListener("abort", removed);
    source.addEventListener("abort", () => void called.push("last"));
    source.removeEventListener("abort", gone);
    source.cancel();
    source.cancel();
    expect(called).toEqual(["first, aborted true", "last"]);
  });
});
