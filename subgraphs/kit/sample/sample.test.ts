// The synthetic world: the same for everybody who asks with the same options, and true to the articles at scale 1.
import { describe, expect, it } from "vitest";
import { creditCodeProblem } from "../codes/creditCode.ts";
import { districtCodeProblem } from "../codes/districtCode.ts";
import { BEIJING_DISTRICTS, DISTRICTS, THREE_AREAS_COUNTIES } from "./districts.ts";
import { sampleInstitutions } from "./institutions.ts";
import { sampleOrganizations } from "./organizations.ts";
import { Random } from "./Random.ts";
import { sampleCommunitySocialWorkers, sampleMedicalSocialWorkers } from "./socialWorkers.ts";
import { sampleStations } from "./stations.ts";

const SHIPPED = { seed: 20241001, scale: 1 };
const generators = {
  sampleInstitutions,
  sampleOrganizations,
  sampleMedicalSocialWorkers,
  sampleCommunitySocialWorkers,
  sampleStations,
};

describe.each(Object.entries(generators))("%s", (_, generate) => {
  it("gives the same again, and something else for another seed or scale", () => {
    expect(generate(SHIPPED)).toEqual(generate({ ...SHIPPED }));
    expect(generate({ ...SHIPPED, scale: 3 }).length).toBeGreaterThan(generate(SHIPPED).length);
  });
  it.each([0.01, 0.05, 1, 5])("has no two of the same id at scale %d", (scale) => {
    const items = generate({ ...SHIPPED, scale }) as { id?: string; creditCode?: string }[];
    const ids = items.map(({ id, creditCode }) => id ?? creditCode);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("at scale 1", () => {
  it("130 institutions do medical social work and 337 workers do it, growing every year", () => {
    const doing = sampleInstitutions(SHIPPED).filter(({ socialWorkSince }) => socialWorkSince !== null);
    const workers = sampleMedicalSocialWorkers(SHIPPED);
    expect([doing.length, workers.length]).toEqual([130, 337]);
    expect(new Set(workers.map(({ workplaceId }) => workplaceId)).size).toBe(130);
    const byYear = new Map<string, number>();
    for (const { since } of workers) byYear.set(since.slice(0, 4), (byYear.get(since.slice(0, 4)) ?? 0) + 1);
    expect([...byYear.keys()].sort()).toEqual(Array.from({ length: 13 }, (_, n) => String(2012 + n)));
  });
  it("nobody works anywhere before the place began", () => {
    const since = new Map(
      sampleInstitutions(SHIPPED).map(({ id, socialWorkSince }) => [id, socialWorkSince]),
    );
    for (const worker of sampleMedicalSocialWorkers(SHIPPED))
      expect(worker.since >= (since.get(worker.workplaceId) ?? "9")).toBe(true);
  });
  it("codes are valid, and there are 16 districts of Beijing and 13 counties", () => {
    expect(DISTRICTS.map(({ code }) => districtCodeProblem(code)).filter(Boolean)).toEqual([]);
    expect(
      sampleOrganizations(SHIPPED)
        .map(({ creditCode }) => creditCodeProblem(creditCode))
        .filter(Boolean),
    ).toEqual([]);
    expect([BEIJING_DISTRICTS.length, THREE_AREAS_COUNTIES.length]).toEqual([16, 13]);
  });
});

it("randomness is the same on every machine", () => {
  const random = new Random(7, "test");
  expect([random.int(0, 999), random.day("2024-01-01", "2024-12-31"), random.pick([1, 2, 3])]).toEqual([
    814,
    "2024-07-21",
    3,
  ]);
  expect(() => random.pick([])).toThrow(RangeError);
});
