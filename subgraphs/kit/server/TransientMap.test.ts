// Members that come and go: a map and a set do what plain ones do, however often they are renewed.
import { describe, expect, it } from "vitest";
import { TransientMap } from "./TransientMap.ts";
import { TransientSet } from "./TransientSet.ts";

describe("a map of members that come and go", () => {
  it("knows those that are there, whatever came before", () => {
    const map = new TransientMap<number, string>();
    for (let n = 0; n < 1_000; n++) {
      map.set(n, `${n}`);
      map.delete(n - 10);
      map.delete(n - 10);
    }
    expect(map.size).toBe(10);
    expect([...map.keys()]).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999]);
    expect([map.get(989), map.get(990)]).toEqual([undefined, "990"]);
  });
});

describe("a set of members that come and go", () => {
  it("is gone through in the order they came, without those that go meanwhile", () => {
    const set = new TransientSet<number>();
    for (let n = 0; n < 100; n++) set.add(n);
    const seen: number[] = [];
    for (const n of set) {
      seen.push(n);
      for (let gone = n; gone < n + 10; gone++) set.delete(gone);
    }
    expect(seen).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(set.size).toBe(0);
  });
});
