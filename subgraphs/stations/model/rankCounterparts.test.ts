// Who is suggested as a counterpart: more shared fields of service first, then fewer live pairings, then id.
import { expect, test } from "vitest";
import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { type Candidate, rankCounterparts } from "./rankCounterparts.ts";

const worker = (id: string, livePairings: number, ...serviceFields: ServiceField[]): Candidate => ({
  id,
  serviceFields,
  livePairings,
});
const ids = (wanted: ServiceField[], ...candidates: Candidate[]) =>
  rankCounterparts(wanted, candidates).map(({ id }) => id);

test("more shared fields outweigh any number of pairings", () => {
  const busy = worker("csw_1", 50, "ELDERLY_CARE", "REHABILITATION");
  const free = worker("csw_2", 0, "ELDERLY_CARE", "MENTAL_HEALTH");
  expect(ids(["ELDERLY_CARE", "REHABILITATION"], free, busy)).toEqual(["csw_1", "csw_2"]);
});

test("with as many shared fields, fewer pairings come first, then the lower id", () => {
  const candidates = [
    worker("csw_3", 1, "ELDERLY_CARE"),
    worker("csw_2", 0, "ELDERLY_CARE"),
    worker("csw_1", 0, "ELDERLY_CARE"),
  ];
  expect(ids(["ELDERLY_CARE"], ...candidates)).toEqual(["csw_1", "csw_2", "csw_3"]);
});

test("who shares no field is left out", () => {
  expect(ids(["ELDERLY_CARE"], worker("csw_1", 0, "DISABILITY"))).toEqual([]);
  expect(ids([], worker("csw_1", 0, "DISABILITY"))).toEqual([]);
});

test("the score is the number of shared fields and a fraction for the pairings", () => {
  const [best] = rankCounterparts(
    ["ELDERLY_CARE", "DISABILITY"],
    [worker("csw_1", 2, "DISABILITY", "ELDERLY_CARE", "MENTAL_HEALTH")],
  );
  expect(best).toEqual({ id: "csw_1", matchingFields: ["ELDERLY_CARE", "DISABILITY"], score: 2.25 });
});
