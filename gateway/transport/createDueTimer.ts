import { TransientSet } from "../../subgraphs/kit/server/TransientSet.ts";
import type { Clock, TimerHandle } from "./Clock.ts";

/** Something that ends at a moment unless it is done before. */
export interface Due {
  /** Milliseconds since the epoch; may move out (never in) while it waits. */
  readonly due: number;
  onDue(): void;
}

export interface DueTimer {
  add(entry: Due): void;
  delete(entry: Due): void;
  /** Forgets everything that waits. */
  close(): void;
}

const LONGEST_TIMEOUT = 2_147_483_647;

/**
 * One timer for all calls of a transport, set to the earliest moment any of them is due. Calls last milliseconds and
 * time-outs seconds, so it fires about once per time-out instead of being set and cleared for every call.
 * It does not keep the process alive.
 */
export function createDueTimer(clock: Clock): DueTimer {
  let waiting = new TransientSet<Due>();
  let timer: TimerHandle | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;

  const wakeAt = (moment: number) => {
    if (moment >= wakesAt) return;
    if (timer) clock.clearTimeout(timer);
    wakesAt = moment;
    timer = clock.setTimeout(wake, Math.min(Math.max(moment - clock.now(), 1), LONGEST_TIMEOUT));
    timer.unref?.();
  };

  const wake = () => {
    timer = undefined;
    wakesAt = Number.POSITIVE_INFINITY;
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const entry of waiting) {
      const { due } = entry;
      if (due > now) next = Math.min(next, due);
      else {
        waiting.delete(entry);
        entry.onDue();
      }
    }
    wakeAt(next);
  };

  return {
    add(entry) {
      waiting.add(entry);
      wakeAt(entry.due);
    },
    delete: (entry) => waiting.delete(entry),
    close() {
      waiting = new TransientSet();
      if (timer) clock.clearTimeout(timer);
      timer = undefined;
      wakesAt = Number.POSITIVE_INFINITY;
    },
  };
}
