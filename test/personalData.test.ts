// Who the client of a referral is: known to the hospital that refers and the station that accepts, and to nobody else.
// The rule joins two agencies, and fails closed when one of them is down.

import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readOperations } from "../gateway/console/readOperations.ts";
import { createGeneration } from "../gateway/engine/createGeneration.ts";
import { createMaskingRule } from "../gateway/policy/masking/createMaskingRule.ts";
import { policyIndex } from "../gateway/policy/PolicyIndex.ts";
import { inspected } from "../gateway/policy/testing/inspected.ts";
import { offTransport } from "../gateway/transport/offTransport.ts";
import type { SubgraphTransport } from "../gateway/transport/SubgraphTransport.ts";
import { type Caller, VISITOR } from "../subgraphs/kit/caller/Caller.ts";
import { callerWith, EVERY_SCOPE, EVERYTHING_CLEAR } from "../subgraphs/kit/testing/callers.ts";
import { openJoinedGraph, SUPERGRAPH_SDL } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "./support/sampleStores.ts";

type Graph = Awaited<ReturnType<typeof openJoinedGraph>>;
let transports: Map<string, SubgraphTransport>;
let whole: Graph;
let withoutStations: Graph;

beforeAll(async () => {
  ({ transports } = await openSampleSubgraphs(inject("sampleDirectory")));
  whole = await openJoinedGraph(transports);
  withoutStations = await openJoinedGraph(new Map([...transports, ["stations", offTransport("stations")]]));
});
afterAll(() => whole[Symbol.asyncDispose]());

const CARE = "continuity-of-care" as const;
const hospitalWorker = (unit: string, rest: Partial<Caller> = {}) =>
  callerWith(["referral:read", "intake:read", "clear:hospitals", "clear:sensitive"], {
    agency: "hospitals",
    unit,
    purpose: CARE,
    ...rest,
  });
const stationWorker = (unit: string, rest: Partial<Caller> = {}) =>
  callerWith(["referral:read", "intake:read", "clear:stations", "clear:sensitive"], {
    agency: "stations",
    unit,
    purpose: CARE,
    ...rest,
  });

const CLIENT = "client { name phone idNumber address birthDate note }";
const CLEAR = {
  name: expect.stringMatching(/^\p{Script=Han}{2,3}$/u),
  phone: expect.stringMatching(/^100\d{8}$/),
  idNumber: expect.stringMatching(/^990000\d{11}[\dX]$/),
  address: expect.stringContaining("联动示例路"),
  birthDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
};
const MASKED = {
  name: expect.stringMatching(/^\p{Script=Han}\*$/u),
  phone: expect.stringMatching(/^100\*{4}\d{4}$/),
  idNumber: expect.stringMatching(/^9\*{16}[\dX]$/),
  address: expect.stringMatching(/^(北京市|湖南省|甘肃省)\p{Script=Han}*\*{4}$/u),
  birthDate: expect.stringMatching(/^(UNDER_18|FROM_\w+)$/),
};

/** An open referral that a station has accepted, with the station and the hospital, as the whole truth has them. */
async function accepted(): Promise<{ id: string; institution: string; station: string }> {
  const { data } = await whole.ask(
    "{ intakes(filter: { status: IN_SERVICE }, first: 20) { nodes { station { id } referral { id hospitalStatus institution { id } } } } }",
    {},
    EVERYTHING_CLEAR,
  );
  const { station, referral } = data.intakes.nodes.find((one: any) => one.referral.hospitalStatus === "SENT");
  return { id: referral.id, institution: referral.institution.id, station: station.id };
}

async function clientOf(id: string, caller: Caller, graph = whole): Promise<any> {
  const query = `query ($id: ID!) { referral(id: $id) { status ${CLIENT} } }`;
  const { data, errors } = await graph.ask(query, { id }, caller);
  return data.referral && { client: data.referral.client, status: data.referral.status, errors };
}

describe("who the client is", () => {
  it("is clear for the hospital that refers and the station that accepts, with a purpose", async () => {
    const { id, institution, station } = await accepted();
    expect((await clientOf(id, hospitalWorker(institution))).client).toMatchObject(CLEAR);
    expect((await clientOf(id, stationWorker(station))).client).toMatchObject(CLEAR);
    expect((await clientOf(id, EVERYTHING_CLEAR)).client).toMatchObject(CLEAR);
  });

  it("is masked for another station, and for everybody without scope or purpose", async () => {
    const { id, institution, station } = await accepted();
    for (const caller of [
      stationWorker("st_430102_01"),
      stationWorker(station, { purpose: null }),
      stationWorker(station, { purpose: "research" }),
      hospitalWorker(institution, { purpose: null }),
      callerWith(["referral:read", "clear:hospitals"], {
        agency: "hospitals",
        unit: institution,
        purpose: CARE,
      }),
      EVERY_SCOPE,
    ]) {
      const { client, status } = await clientOf(id, caller);
      expect(client).toMatchObject(MASKED);
      expect(status).toBe("IN_SERVICE");
    }
  });

  it("is not there for another hospital, nor for whoever may not read referrals", async () => {
    const { id, institution } = await accepted();
    expect(await clientOf(id, hospitalWorker("mi_430102_001"))).toBeNull();
    expect(await clientOf(id, callerWith([], { agency: "hospitals", unit: institution }))).toBeNull();
    expect(await clientOf(id, callerWith([]))).toBeNull();
  });

  it("is masked for a station's worker while no station has accepted", async () => {
    const query = `{ referrals(filter: { status: SENT }, first: 50) { nodes { status ${CLIENT} } } }`;
    const { data } = await whole.ask(query, {}, stationWorker("st_110114_01"));
    const waiting = data.referrals.nodes.filter((one: any) => one.status === "AWAITING_INTAKE");
    expect(waiting.length).toBeGreaterThan(0);
    for (const { client } of waiting) expect(client).toMatchObject(MASKED);
  });

  it("is told to nobody while the stations cannot be asked: the rest of the referral is", async () => {
    const { id, institution, station } = await accepted();
    for (const caller of [stationWorker(station), hospitalWorker(institution)]) {
      const { client, errors } = await clientOf(id, caller, withoutStations);
      expect(client).toBeNull();
      expect(errors).toMatchObject([{ extensions: { serviceName: "stations" } }]);
    }
  });

  it("is clear in an emergency", async () => {
    const { id } = await accepted();
    const caller = callerWith(["referral:read"], { breakGlass: true, purpose: "emergency" });
    expect((await clientOf(id, caller)).client).toMatchObject(CLEAR);
  });

  it("is never told by what the gateway keeps to itself", async () => {
    const { errors } = await whole.ask("{ referrals { nodes { acceptedByStation } } }", {}, EVERYTHING_CLEAR);
    expect(errors?.[0]?.extensions?.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });
});

describe("one's own records", () => {
  it("are all a station's worker finds: intakes in lists, counts and through their clients' referrals", async () => {
    const { id, station } = await accepted();
    const query = `query ($id: ID!, $station: ID!) {
      intakes(first: 100) { totalCount nodes { station { id } referral { id } } }
      communityStation(id: $station) { intakes { totalCount } }
      referral(id: $id) { intake { status } }
    }`;
    const mine = (await whole.ask(query, { id, station }, stationWorker(station))).data;
    expect(new Set(mine.intakes.nodes.map((one: any) => one.station.id))).toEqual(new Set([station]));
    expect(mine.intakes.nodes.every((one: any) => one.referral !== null)).toBe(true);
    expect(mine.intakes.totalCount).toBe(mine.communityStation.intakes.totalCount);
    expect(mine.referral.intake).toEqual({ status: "IN_SERVICE" });
    const others = (await whole.ask(query, { id, station }, stationWorker("st_430102_01"))).data;
    expect(others.communityStation.intakes.totalCount).toBe(0);
    expect(others.referral.intake).toBeNull();
  });

  it("are all a hospital's worker finds, with what became of them", async () => {
    const { id, institution } = await accepted();
    const query = `query ($id: ID!) {
      referrals(first: 100) { totalCount nodes { institution { id } } }
      referral(id: $id) { intake { status } }
      intakes { totalCount }
    }`;
    const { data } = await whole.ask(query, { id }, hospitalWorker(institution));
    expect(new Set(data.referrals.nodes.map((one: any) => one.institution.id))).toEqual(
      new Set([institution]),
    );
    expect(data.referral.intake).toEqual({ status: "IN_SERVICE" });
    expect(data.intakes.totalCount).toBe(0);
  });
});

describe("the gateway's own check", () => {
  it.each([
    ["a visitor", VISITOR],
    ["somebody without a purpose", EVERY_SCOPE],
    ["somebody with one", EVERYTHING_CLEAR],
  ])("finds every classified value of the examples as it should be for %s", async (_, caller) => {
    const generation = await createGeneration({ supergraphSdl: SUPERGRAPH_SDL, transports });
    const withheld: unknown[] = [];
    const rule = createMaskingRule({ onWithheld: (one) => withheld.push(one) });
    let checked = 0;
    for (const { query, variables = {} } of readOperations()) {
      const document = parse(query);
      const index = policyIndex(generation.directives);
      const check = rule.inspect(inspected(generation.apiSchema, document, index));
      if (!check) continue;
      checked += 1;
      const { data } = await whole.ask(query, variables, caller);
      await check.after?.({ document, variables, caller, call: { securityKey: "" } }, { data });
    }
    expect(withheld).toEqual([]);
    expect(checked).toBeGreaterThan(5);
  });
});
