import { expect, it } from "vitest";
import type { Fetch } from "../plan/compileFetch.ts";
import { FetchProgress } from "./FetchProgress.ts";

const fetch = (index: number, after: number[] = []) => ({ index, after }) as unknown as Fetch;

/** A run of three fetches, the last of which comes after the second. */
function openProgress() {
  let time = 0;
  const progress = new FetchProgress(10, () => time);
  const [first, second, last] = [fetch(0), fetch(1), fetch(2, [1])] as const;
  progress.begin([first, second]);
  return {
    first,
    second,
    progress,
    isHeldUp: () => progress.isHeldUp(last),
    at: (ms: number) => {
      time = ms;
    },
  };
}

it("a fetch is held up once a call before it has taken longer than the patience", () => {
  const { isHeldUp, at } = openProgress();
  at(10);
  expect(isHeldUp()).toBe(false);
  at(11);
  expect(isHeldUp()).toBe(true);
});

it("where other calls take long, as under load, patience is longer", () => {
  const { progress, first, isHeldUp, at } = openProgress();
  at(100);
  progress.end([first]);
  at(200);
  expect(isHeldUp()).toBe(false);
  at(201);
  expect(isHeldUp()).toBe(true);
});

it("what is answered holds up nobody", () => {
  const { progress, second, isHeldUp, at } = openProgress();
  progress.end([second]);
  at(1_000);
  expect(isHeldUp()).toBe(false);
});
