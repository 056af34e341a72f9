// An alarm rings once, when it is due, unless it is called off.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAlarms } from "./createAlarms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("rings once, not before its time and little after", () => {
  const alarms = createAlarms(1_000);
  const ring = vi.fn();
  alarms.set(ring);
  vi.advanceTimersByTime(999);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(52);
  expect(ring).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5_000);
  expect(ring).toHaveBeenCalledOnce();
});

it("does not ring when called off, and the others still do", () => {
  const alarms = createAlarms(1_000);
  const rings = [vi.fn(), vi.fn(), vi.fn()];
  const set = rings.map((ring) => alarms.set(ring));
  alarms.callOff(set[1] as never);
  vi.advanceTimersByTime(1_100);
  expect(rings.map((ring) => ring.mock.calls.length)).toEqual([1, 0, 1]);
});

it("keeps no timer when nobody waits, and works again later", () => {
  const alarms = createAlarms(1_000);
  alarms.callOff(alarms.set(() => {}));
  vi.advanceTimersByTime(2_000);
  expect(vi.getTimerCount()).toBe(0);
  const ring = vi.fn();
  alarms.set(ring);
  vi.advanceTimersByTime(1_100);
  expect(ring).toHaveBeenCalledOnce();
});
