// Acts across agencies: each agency writes its own half, and the joined graph shows the whole.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERYTHING_CLEAR } from "../subgraphs/kit/testing/callers.ts";
import { openJoinedGraph } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs, SAMPLE } from "./support/sampleStores.ts";

let directory: string;
let graph: Awaited<ReturnType<typeof openJoinedGraph>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-acts-"));
  const { transports } = await openSampleSubgraphs(directory, { ...SAMPLE, scale: 0.05 });
  const joined = await openJoinedGraph(transports);
  graph = { ...joined, ask: (query, variables) => joined.ask(query, variables, EVERYTHING_CLEAR) };
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

/** Runs one act; fails on any error and on any user error other than the expected one. */
async function act(name: string, input: object, selection: string, expected?: string) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const { data, errors } = await graph.ask(
    `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const codes = data[name].userErrors.map(({ code }: { code: string }) => code);
  expect(codes, JSON.stringify(data[name].userErrors)).toEqual(expected ? [expected] : []);
  return data[name];
}

const statusOf = async (id: string) =>
  (
    await graph.ask("query ($id: ID!) { referral(id: $id) { status hospitalStatus intake { status } } }", {
      id,
    })
  ).data.referral;

describe("a referral from hospital to community", () => {
  it("goes from sending to follow-up, each agency writing its own half", async () => {
    const { data } = await graph.ask(
      `{ medicalSocialWorkers(first: 1, filter: { isInPost: true, districtCode: "110114" }) { nodes { id district { code stations { stationList(first: 1) { nodes { id workers(first: 1) { nodes { id } } } } } } } } }`,
    );
    const [sender] = data.medicalSocialWorkers.nodes;
    const [station] = sender.district.stations.stationList.nodes;
    const workerId = station.workers.nodes[0].id;

    const { referral } = await act(
      "createReferral",
      {
        clientKey: "acts-1",
        clientCode: "P-ACTS0001",
        workerId: sender.id,
        clientAgeBand: "FROM_60",
        reason: "DISCHARGE_FOLLOW_UP",
        needs: ["ELDERLY_CARE"],
        isUrgent: false,
        destinationCode: sender.district.code,
      },
      "referral { id status }",
    );
    expect(referral.status).toBe("AWAITING_INTAKE");
    const visit = {
      clientKey: "acts-visit-1",
      referralId: referral.id,
      workerId,
      kind: "HOME_VISIT",
      at: "2024-10-31T02:00:00Z",
    };

    await act("recordVisit", visit, "intake { status }", "NOT_FOUND");
    await act(
      "acceptReferral",
      { referralId: referral.id, stationId: station.id, workerId },
      "intake { status }",
    );
    expect((await statusOf(referral.id)).status).toBe("ACCEPTED");
    await act("recordVisit", visit, "intake { status }");
    expect((await statusOf(referral.id)).status).toBe("IN_SERVICE");
    await act(
      "declineReferral",
      { referralId: referral.id, stationId: station.id, reason: "NO_CAPACITY" },
      "intake { status }",
      "ILLEGAL_TRANSITION",
    );
    await act("completeIntake", { referralId: referral.id, outcome: "NEEDS_MET" }, "intake { status }");
    expect((await statusOf(referral.id)).status).toBe("COMPLETED");
    await act(
      "closeReferral",
      { referralId: referral.id, followUpResult: "RECOVERING" },
      "referral { hospitalStatus }",
    );
    expect(await statusOf(referral.id)).toEqual({
      status: "CLOSED",
      hospitalStatus: "CLOSED",
      intake: { status: "COMPLETED" },
    });
    await act(
      "withdrawReferral",
      { referralId: referral.id, reason: "CLIENT_DECLINED" },
      "referral { id }",
      "ILLEGAL_TRANSITION",
    );
  });
});

describe("pairing a medical with a community social worker", () => {
  it("shows on both sides once confirmed, and on neither after its end", async () => {
    const { data } = await graph.ask(
      `{ medicalSocialWorkers(first: 40, filter: { isInPost: true }) { nodes { id suggestedCounterparts(first: 1) { worker { id } } } } }`,
    );
    const suggestion = data.medicalSocialWorkers.nodes.find(
      ({ suggestedCounterparts }: { suggestedCounterparts: unknown[] }) => suggestedCounterparts.length > 0,
    );
    const medicalWorkerId: string = suggestion.id;
    const communityWorkerId: string = suggestion.suggestedCounterparts[0].worker.id;
    const bothSides = async () => {
      const answer = await graph.ask(
        `query ($medical: ID!, $community: ID!) {
          medicalSocialWorker(id: $medical) { communityCounterparts { worker { id } } }
          communitySocialWorker(id: $community) { medicalCounterparts { worker { id } } }
        }`,
        { medical: medicalWorkerId, community: communityWorkerId },
      );
      const has = (list: any[], id: string) => list.some((one) => one.worker.id === id);
      return [
        has(answer.data.medicalSocialWorker.communityCounterparts, communityWorkerId),
        has(answer.data.communitySocialWorker.medicalCounterparts, medicalWorkerId),
      ];
    };

    const { pairing } = await act(
      "proposePairing",
      { medicalWorkerId, communityWorkerId, proposedBy: "HOSPITAL" },
      "pairing { id status }",
    );
    await act(
      "proposePairing",
      { medicalWorkerId, communityWorkerId, proposedBy: "COMMUNITY" },
      "pairing { id }",
      "CONFLICT",
    );
    expect(await bothSides()).toEqual([false, false]);
    await act("confirmPairing", { pairingId: pairing.id, confirmedBy: "COMMUNITY" }, "pairing { status }");
    expect(await bothSides()).toEqual([true, true]);
    await act("endPairing", { pairingId: pairing.id, reason: "SERVICE_FINISHED" }, "pairing { status }");
    expect(await bothSides()).toEqual([false, false]);
    await act(
      "confirmPairing",
      { pairingId: pairing.id, confirmedBy: "COMMUNITY" },
      "pairing { status }",
      "ILLEGAL_TRANSITION",
    );
  });
});

describe("a service record", () => {
  it("shows on the volunteer, the hospital, the district and the statistics at once", async () => {
    const figures = async () => {
      const { data } = await graph.ask(`{
        volunteer(id: "vol_000001") { personTimes }
        medicalInstitution(id: "mi_110114_001") { volunteering { personTimes } }
        district(code: "110114") { volunteering { personTimes } }
        serviceStatistics(groupBy: [MONTH], filter: { districtCode: "110114", fromMonth: "2024-10", toMonth: "2024-10" }) { personTimes }
      }`);
      return [
        data.volunteer.personTimes,
        data.medicalInstitution.volunteering.personTimes,
        data.district.volunteering.personTimes,
        data.serviceStatistics[0]?.personTimes ?? 0,
      ];
    };
    const before = await figures();
    const { data } = await graph.ask(`{ volunteer(id: "vol_000001") { organization { id } } }`);
    const input = {
      clientKey: "acts-service-1",
      volunteerId: "vol_000001",
      organizationId: data.volunteer.organization.id,
      venueId: "mi_110114_001",
      field: "PATIENT_GUIDANCE",
      day: "2024-10-30",
      hours: 2.5,
    };
    const first = await act("recordService", input, "created serviceRecord { id }");
    const again = await act("recordService", input, "created serviceRecord { id }");
    expect([first.created, again.created]).toEqual([true, false]);
    expect(again.serviceRecord).toEqual(first.serviceRecord);
    expect(await figures()).toEqual(before.map((count) => count + 1));
    await act("recordService", { ...input, hours: 3 }, "created", "CONFLICT");
  });
});
