// What a crash left halfway is finished when the subgraph opens, and from then on while it runs.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepSettled } from "./keepSettled.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("settles before anything is answered, then every minute, until it is stopped", async () => {
  const settle = vi.fn(async () => {});
  const { stop } = await keepSettled(settle);
  expect(settle).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(settle).toHaveBeenCalledTimes(3);
  await stop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(settle).toHaveBeenCalledTimes(3);
});

it("does not begin again while one takes long, and the end waits for it", async () => {
  let finish = () => {};
  const settle = vi.fn(async () => {});
  const { stop } = await keepSettled(settle);
  settle.mockImplementationOnce(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  await vi.advanceTimersByTimeAsync(180_000);
  expect(settle).toHaveBeenCalledTimes(2);
  let hasStopped = false;
  const stopping = stop().then(() => {
    hasStopped = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(hasStopped).toBe(false);
  finish();
  await stopping;
});

it("reports a store that fails, and tries again", async () => {
  const reported: unknown[] = [];
  const settle = vi.fn(async () => {});
  const { stop } = await keepSettled(settle, (_, error) => void reported.push(error));
  settle.mockRejectedValueOnce(new Error("the store is away"));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reported).toMatchObject([{ message: "the store is away" }]);
  expect(settle).toHaveBeenCalledTimes(3);
  await stop();
});
