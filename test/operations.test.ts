// Every example operation of schema/operations answers through the joined graph, on the shipped sample data;
// the headline crosses all four agencies, and the figures are those of the source articles.
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readOperations } from "../gateway/console/readOperations.ts";
import { accessBy, openTestTrail } from "../gateway/policy/audit/testing/openTestTrail.ts";
import { auditSubgraph } from "../gateway/policy/audit/view/auditSubgraph.ts";
import { inProcessTransport } from "../gateway/transport/inProcessTransport.ts";
import type { Caller } from "../subgraphs/kit/caller/Caller.ts";
import { callerWith, EVERYTHING_CLEAR } from "../subgraphs/kit/testing/callers.ts";
import { openJoinedGraph } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "./support/sampleStores.ts";

const operations = readOperations();
/** Who asks what is not for visitors. */
const CALLERS: Record<string, Caller> = { auditTrail: callerWith(["audit:read"]) };
let audit: Awaited<ReturnType<typeof openTestTrail>>;
let graph: Awaited<ReturnType<typeof openJoinedGraph>>;
const run = async (name: string) => {
  const operation = operations.find((one) => one.name === name);
  if (!operation) throw new Error(`schema/operations has no "${name}"`);
  const by = CALLERS[name] ?? EVERYTHING_CLEAR;
  const { data, errors } = await graph.ask(operation.query, operation.variables, by);
  expect(errors).toBeUndefined();
  return data;
};

beforeAll(async () => {
  const { transports } = await openSampleSubgraphs(inject("sampleDirectory"));
  audit = await openTestTrail();
  await audit.trail.append(accessBy("user:nurse"));
  await audit.trail.append({ kind: "verify", principal: "os:auditor", whole: true, records: 2, head: "" });
  transports.set("audit", inProcessTransport(auditSubgraph(audit.trail)));
  graph = await openJoinedGraph(transports);
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await audit[Symbol.asyncDispose]();
});

/** Paths of fields that are null or of lists that are empty everywhere they occur. */
function emptyPaths(value: unknown, path = "", seen = new Map<string, boolean>()): string[] {
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  seen.set(path, (seen.get(path) ?? true) && isEmpty);
  if (Array.isArray(value)) for (const item of value) emptyPaths(item, path, seen);
  else if (value !== null && typeof value === "object") {
    for (const [key, child] of Object.entries(value)) emptyPaths(child, `${path}/${key}`, seen);
  }
  return path === "" ? [...seen].filter(([, empty]) => empty).map(([at]) => at) : [];
}

describe("example operations", () => {
  it("there is one for each of a dozen questions and more", () =>
    expect(operations.length).toBeGreaterThan(12));

  it.each(operations.map(({ name }) => name))(
    "%s has a question in two languages and an answer",
    async (name) => {
      const { title, subtitle } = operations.find((one) => one.name === name) ?? { title: "", subtitle: "" };
      expect(title).toMatch(/\p{Script=Han}/u);
      expect(subtitle).toMatch(/^[\x20-\x7e]+$/);
      // A withheld figure has no value, a shown one no reason.
      const mayBeEmpty =
        /endCursor|benefit|reason$|\/value$|medicalInstitution$|volunteerOrganization$|partyOrganization$|commendations\/nodes$|demonstrationPosts\/nodes$/;
      expect(emptyPaths(await run(name)).filter((path) => !mayBeEmpty.test(path))).toEqual([]);
    },
  );
});

describe("for a visitor", () => {
  it.each(operations.map(({ name }) => name))(
    "%s names nobody and has no other error than what is closed",
    async (name) => {
      const { query, variables } = operations.find((one) => one.name === name) ?? { query: "" };
      const [clear, masked] = [
        await graph.ask(query, variables, EVERYTHING_CLEAR),
        await graph.ask(query, variables),
      ];
      const codes = (masked.errors ?? []).map(({ extensions }) => extensions?.code);
      expect(codes.filter((code) => code !== "FORBIDDEN")).toEqual([]);
      // What visitors are not shown at all is null or an empty list; persons' names are masked wherever they stand.
      const names = [...personNames(clear.data)];
      for (const person of names) expect(JSON.stringify(masked.data)).not.toContain(`"${person}"`);
    },
  );
});

/** Names that the register or the volunteers' roll would show: two or three Han characters under a person's `name`. */
function personNames(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) personNames(item, found);
  else if (value !== null && typeof value === "object") {
    for (const [key, child] of Object.entries(value)) {
      const isPerson = /^(worker|volunteer|client|referredBy|nodes)$/.test(key);
      for (const person of isPerson ? [child].flat() : []) {
        const name = person?.displayName ?? person?.name;
        if (typeof name === "string" && /^\p{Script=Han}{2,3}$/u.test(name)) found.add(name);
      }
      personNames(child, found);
    }
  }
  return found;
}

describe("the headline", () => {
  it("brings hospitals, talent, stations and volunteers together in one answer", async () => {
    const { medicalInstitution } = await run("headline");
    const workers = medicalInstitution.medicalSocialWorkers.nodes;
    expect(workers).toHaveLength(9);
    const withEverything = workers.filter(
      (worker: any) =>
        worker.department &&
        worker.name &&
        worker.certificates.length > 0 &&
        worker.communityCounterparts.length > 0,
    );
    expect(withEverything.length).toBeGreaterThan(0);
    const stations = workers.flatMap((worker: any) =>
      worker.communityCounterparts.map((one: any) => one.worker.station),
    );
    expect(stations.some((station: any) => station.volunteering.volunteersServed.nodes.length > 0)).toBe(
      true,
    );
  });
});

describe("the articles' figures", () => {
  it("come out exactly where the articles are exact, and at least as stated elsewhere", async () => {
    const figures = await run("figures");
    expect(figures.medicalWorkforce).toMatchObject({ institutions: 130, medicalSocialWorkers: 337 });
    expect(figures.demonstrationBases.totalCount).toBe(16);
    const codes = figures.demonstrationBases.nodes.map((base: any) => base.district.code);
    expect(new Set(codes).size).toBe(16);
    expect(figures.hospitals.volunteers).toBeGreaterThan(6_300);
    expect(figures.hospitals.personTimes).toBeGreaterThan(360_000);
    expect(figures.changgung.volunteering.atFounding).toBeGreaterThan(200);
    expect(figures.changgung.volunteering.byOctober2024).toBe(1_103);
    expect(figures.changgung.volunteering.hours).toBeGreaterThan(380_000);
    expect(figures.changgung.volunteering.registeredByDistrict.length).toBeGreaterThan(3);
    expect(figures.threeAreasPlan).toMatchObject({ dispatched: 645, trained: 420 });
    expect(figures.threeAreasPlan.in2024).toMatchObject({ dispatched: 40, counties: 13 });
  });

  it("grow year on year, and the yearly series sum to the totals", async () => {
    const { medicalWorkforce, threeAreasPlan } = await run("figures");
    const trend: number[] = medicalWorkforce.yearlyTrend.map(({ count }: { count: number }) => count);
    expect(trend).toEqual([...new Set(trend)].sort((a, b) => a - b));
    expect(trend.at(-1)).toBe(337);
    const sum = (key: string) =>
      threeAreasPlan.years.reduce((total: number, year: any) => total + year[key], 0);
    expect([sum("dispatched"), sum("trained")]).toEqual([645, 420]);
  });

  it("find districts with volunteers and no certified worker", async () => {
    const { districts } = await run("volunteersWithoutCertifiedWorkers");
    const found = districts.filter(
      (one: any) => one.volunteering.volunteers > 0 && one.talent.certifiedWorkers === 0,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(districts.length / 2);
  });
});
