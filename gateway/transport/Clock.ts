/** Time, as transports and policies see it: replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch: what deadlines are written in. */
  now(): number;
  /** Milliseconds since some moment, never set back: what durations are measured with. */
  monotonic(): number;
  setTimeout(callback: () => void, milliseconds: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

/** A timer that is running; `unref` lets the process end while it does. */
export interface TimerHandle {
  unref?(): unknown;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};
