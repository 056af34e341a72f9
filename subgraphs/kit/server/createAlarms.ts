import { TransientSet } from "./TransientSet.ts";

/** Something that happens unless it is called off in time. */
export interface Alarm {
  due: number;
  ring: () => void;
}

/** Alarms that all wait equally long. */
export interface Alarms {
  readonly durationMs: number;
  set(ring: () => void): Alarm;
  callOff(alarm: Alarm): void;
}

/** How much later than due an alarm may ring, as a share of its duration. */
const SLACK = 0.05;

/**
 * Time-outs for requests, of which nearly all are called off: one timer looks after all of them, where one each would
 * cost as much as routing a request. An alarm rings between its duration and 5 % (at most 250 ms) later.
 */
export function createAlarms(durationMs: number, now: () => number = () => performance.now()): Alarms {
  // In the order in which they are due, because all wait equally long.
  const waiting = new TransientSet<Alarm>();
  const everyMs = Math.max(1, Math.min(250, durationMs * SLACK));
  let timer: NodeJS.Timeout | null = null;

  const look = (): void => {
    const time = now();
    for (const alarm of waiting) {
      if (alarm.due > time) break;
      waiting.delete(alarm);
      alarm.ring();
    }
    if (waiting.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };

  return {
    durationMs,
    set(ring) {
      const alarm = { due: now() + durationMs, ring };
      waiting.add(alarm);
      timer ??= setInterval(look, everyMs).unref();
      return alarm;
    },
    callOff: (alarm) => waiting.delete(alarm),
  };
}
