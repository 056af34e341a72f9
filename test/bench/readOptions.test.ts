/** What can be asked on the command line, and what is said to a mistake. */
import { describe, expect, it } from "vitest";
import { readOptions } from "./readOptions.ts";

const idsOf = (...argv: string[]) => readOptions(argv).contestants.map(({ id }) => id);

describe("the benchmark's flags", () => {
  it("mean everything when there are none; only that run's results are kept unasked", () => {
    expect(readOptions([])).toMatchObject({ kind: "compare", isKept: true });
    expect(readOptions(["--rounds", "2"])).toMatchObject({ isKept: false, pace: { rounds: 2 } });
    expect(readOptions(["--rounds", "2", "--save"])).toMatchObject({ isKept: true });
  });

  it("choose contestants by name or beginning", () => {
    expect(idsOf("--contestants", "apollo")).toEqual(["apollo"]);
    expect(idsOf("--contestants", "hive-rust,apollo")).toEqual([
      "apollo",
      "hive-rust-nothing",
      "hive-rust-subgraph",
      "hive-rust-client",
    ]);
  });

  it.each([
    [["--only", "light"], /heavy, trivial, headline, whole, not "light"/],
    [["--contestants", "nginx"], /not "nginx"/],
    [["--seconds", "0"], /--seconds must be a number up to 120, not "0"/],
    [["--rounds", "many"], /--rounds must be a number/],
    [["--profile", "light"], /--profile knows headline, heavy, trivial, not "light"/],
    [["--profile", "heavy", "--contestants", "whole"], /--contestants whole cannot be profiled on heavy/],
    [["--fast"], /--fast/],
  ])("refuse %j", (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });
});
