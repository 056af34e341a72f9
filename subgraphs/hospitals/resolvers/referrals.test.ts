// A worker in post refers a client home; the hospital withdraws or, after follow-up, closes the referral.
// Sending is idempotent by the client's key; from SENT there is one way out, whoever comes first.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
let institutionId: string;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: null });
  institutionId = await subgraph.staffedHospital("msw_0001");
});
afterAll(() => subgraph[Symbol.asyncDispose]());

let number = 0;
const newKey = () => `key-${++number}`;
const send = async (): Promise<string> =>
  (await subgraph.refer({ clientKey: newKey(), workerId: "msw_0001" })).referral.id;

describe("sending a referral", () => {
  it("records it as sent now, from the worker's institution", async () => {
    const payload = await subgraph.refer({ clientKey: newKey(), workerId: "msw_0001", isUrgent: true });
    expect(payload).toEqual({
      created: true,
      referral: {
        id: expect.stringMatching(/^ref_\d{20}$/),
        clientCode: "P-7F3K2QXM",
        clientAgeBand: "FROM_60",
        reason: "DISCHARGE_FOLLOW_UP",
        needs: ["CHRONIC_ILLNESS", "ELDERLY_CARE"],
        isUrgent: true,
        sentAt: "2024-11-01T08:00:00.000Z",
        hospitalStatus: "SENT",
        withdrawnAt: null,
        closedAt: null,
        referredBy: { id: "msw_0001" },
        institution: { id: institutionId },
        destination: { code: "110114" },
      },
      userErrors: [],
    });
    const { referral } = await subgraph.query(`{ referral(id: "${payload.referral.id}") { clientCode } }`);
    expect(referral).toEqual({ clientCode: "P-7F3K2QXM" });
  });

  it("answers the first referral when the same is sent again, however often at once", async () => {
    const input = { clientKey: newKey(), workerId: "msw_0001" };
    const payloads = await Promise.all(Array.from({ length: 6 }, () => subgraph.refer(input)));
    expect(new Set(payloads.map(({ referral }) => referral.id)).size).toBe(1);
    expect(payloads.filter(({ created }) => created)).toHaveLength(1);
    expect((await subgraph.refer(input)).created).toBe(false);
  });

  it("refuses other content under the same key", async () => {
    const clientKey = newKey();
    await subgraph.refer({ clientKey, workerId: "msw_0001" });
    const other = await subgraph.refer({ clientKey, workerId: "msw_0001", needs: ["REHABILITATION"] });
    expect(failure(other)).toBe("CONFLICT input.clientKey");
    expect(other.referral).toBeNull();
  });

  it("needs a worker who is in post; what was sent before stays answered", async () => {
    await subgraph.appoint({ workerId: "msw_0002", institutionId });
    const input = { clientKey: newKey(), workerId: "msw_0002" };
    const first = await subgraph.refer(input);
    await subgraph.endAppointment("msw_0002");
    expect(failure(await subgraph.refer({ ...input, clientKey: newKey() }))).toBe(
      "NOT_ELIGIBLE input.workerId",
    );
    expect((await subgraph.refer(input)).referral.id).toBe(first.referral.id);
    expect(failure(await subgraph.refer({ clientKey: newKey(), workerId: "msw_7777" }))).toBe(
      "NOT_FOUND input.workerId",
    );
  });

  it.each([
    [{ clientKey: "" }, "INVALID_INPUT input.clientKey"],
    [{ clientKey: "k".repeat(65) }, "INVALID_INPUT input.clientKey"],
    [{ clientCode: "王小明" }, "INVALID_INPUT input.clientCode"],
    [{ clientCode: "P-13812345678" }, "INVALID_INPUT input.clientCode"],
    [{ clientCode: "110105199003071234" }, "INVALID_INPUT input.clientCode"],
    [{ needs: [] }, "INVALID_INPUT input.needs"],
    [{ needs: ["DISABILITY", "DISABILITY"] }, "INVALID_INPUT input.needs"],
    [{ destinationCode: "110000" }, "INVALID_INPUT input.destinationCode"],
  ])("refuses %j, and does not repeat what may be personal", async (changes, expected) => {
    const payload = await subgraph.refer({ clientKey: newKey(), workerId: "msw_0001", ...changes });
    expect(failure(payload)).toBe(expected);
    if ("clientCode" in changes) expect(payload.userErrors[0].message).not.toContain(changes.clientCode);
  });
});

describe("a referral that was sent", () => {
  it("can be withdrawn, with the reason", async () => {
    const id = await send();
    expect((await subgraph.withdraw(id, "READMITTED")).referral).toEqual({
      id,
      hospitalStatus: "WITHDRAWN",
      withdrawnAt: "2024-11-01T08:00:00.000Z",
      withdrawalReason: "READMITTED",
    });
  });

  it("can be closed, with what the follow-up found", async () => {
    const id = await send();
    expect((await subgraph.close(id, "RECOVERING")).referral).toEqual({
      id,
      hospitalStatus: "CLOSED",
      closedAt: "2024-11-01T08:00:00.000Z",
      followUpResult: "RECOVERING",
    });
  });

  it("leaves that state once: the second act is told where it stands and from where it could go", async (context) => {
    if (!(await subgraph.isFullServer())) context.skip();
    const id = await send();
    const payloads = await Promise.all([subgraph.withdraw(id), subgraph.close(id), subgraph.withdraw(id)]);
    expect(payloads.map(failure).sort()).toEqual([
      "",
      ...Array(2).fill("ILLEGAL_TRANSITION input.referralId"),
    ]);
    const { hospitalStatus } = payloads.find(({ referral }) => referral)?.referral ?? {};
    for (const { userErrors } of payloads.filter(({ referral }) => !referral)) {
      expect(userErrors[0].message).toContain(`is ${hospitalStatus}`);
      expect(userErrors[0].message).toContain("to be SENT");
    }
  });

  it("must exist", async () => {
    expect(failure(await subgraph.withdraw("ref_000000"))).toBe("NOT_FOUND input.referralId");
    expect(failure(await subgraph.close("ref_000000"))).toBe("NOT_FOUND input.referralId");
    expect(await subgraph.query('{ referral(id: "ref_000000") { id } }')).toEqual({ referral: null });
  });
});
