// A certificate's life by the calendar: passed, registered within a year, valid three years, renewed, expired, passed again.
import { describe, expect, it } from "vitest";
import { openTalent } from "../testing/openTalent.ts";

const SHOWN = "certificate { id level passedOn registeredOn validUntil renewals registrationStatus }";

async function openWithWorker() {
  let today = "2020-09-01";
  const talent = await openTalent({ at: () => today });
  const workerId = await talent.register("worker");
  const level = "SOCIAL_WORKER";
  const certificateId = `crt_${workerId}_${level}`;
  return {
    ...talent,
    workerId,
    certificateId,
    on: (day: string) => {
      today = day;
    },
    pass: (passedOn: string) => talent.act("recordCertificate", { workerId, level, passedOn }, SHOWN),
    registerIt: () => talent.act("registerCertificate", { certificateId }, SHOWN),
    renew: () => talent.act("renewCertificate", { certificateId }, SHOWN),
    worker: async () =>
      (
        await talent.query(
          `query ($id: ID!) { socialWorker(id: $id) { isCertified certificateLevel certificates { registrationStatus } } }`,
          { id: workerId },
        )
      ).socialWorker,
    [Symbol.asyncDispose]: () => talent[Symbol.asyncDispose](),
  };
}

describe("a certificate", () => {
  it("is worth nothing until registered, then three years, and three more when renewed in time", async () => {
    await using it = await openWithWorker();
    expect((await it.pass("2020-06-14")).certificate).toMatchObject({
      id: it.certificateId,
      registrationStatus: "UNREGISTERED",
      registeredOn: null,
    });
    expect(await it.worker()).toMatchObject({ isCertified: false, certificateLevel: null });
    it.on("2021-06-14");
    expect((await it.registerIt()).certificate).toMatchObject({
      registeredOn: "2021-06-14",
      validUntil: "2024-06-13",
      registrationStatus: "VALID",
    });
    expect(await it.worker()).toMatchObject({ isCertified: true, certificateLevel: "SOCIAL_WORKER" });
    it.on("2024-06-13");
    expect((await it.renew()).certificate).toMatchObject({ validUntil: "2027-06-13", renewals: 1 });
    it.on("2027-06-14");
    expect(await it.worker()).toEqual({
      isCertified: false,
      certificateLevel: null,
      certificates: [{ registrationStatus: "EXPIRED" }],
    });
  });

  it("lapses when it is not registered within a year, and may be passed again", async () => {
    await using it = await openWithWorker();
    await it.pass("2020-06-14");
    it.on("2021-06-15");
    const refused = await it.refusal("registerCertificate", { certificateId: it.certificateId });
    expect(refused).toMatch(/^NOT_ELIGIBLE registeredOn: .*by 2021-06-14/);
    expect(await it.worker()).toMatchObject({ certificates: [{ registrationStatus: "LAPSED" }] });
    it.on("2022-09-01");
    expect((await it.pass("2022-06-18")).certificate).toMatchObject({ registrationStatus: "UNREGISTERED" });
  });

  it("is renewed once, however many ask at the same time", async ({ skip }) => {
    await using it = await openWithWorker();
    if (!(await it.isFullServer())) skip("updates are not atomic on this server");
    await it.pass("2020-06-14");
    await it.registerIt();
    it.on("2023-08-01");
    const answers = await Promise.all(Array.from({ length: 6 }, () => it.renew()));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await it.renew()).userErrors[0].code).toBe("NOT_ELIGIBLE");
  });

  it("is of each level once, and whoever has it may pass a higher one", async () => {
    await using it = await openWithWorker();
    await it.pass("2020-06-14");
    const again = { workerId: it.workerId, level: "SOCIAL_WORKER", passedOn: "2020-06-20" };
    expect(await it.refusal("recordCertificate", again)).toMatch(/^CONFLICT level: .*UNREGISTERED/);
    await it.registerIt();
    expect(await it.refusal("recordCertificate", again)).toMatch(/^CONFLICT level: .*VALID/);
    const higher = await it.act("recordCertificate", { ...again, level: "SENIOR_SOCIAL_WORKER" }, SHOWN);
    expect(higher.certificate.level).toBe("SENIOR_SOCIAL_WORKER");
  });

  it("refuses what cannot be", async () => {
    await using it = await openWithWorker();
    const { certificateId, workerId } = it;
    const pass = { workerId, level: "SOCIAL_WORKER", passedOn: "2020-06-14" };
    expect(await it.refusal("recordCertificate", { ...pass, workerId: "csw_0000" })).toMatch(
      /^NOT_FOUND workerId/,
    );
    expect(await it.refusal("recordCertificate", { ...pass, passedOn: "2020-09-02" })).toMatch(/future/);
    expect(await it.refusal("recordCertificate", { ...pass, passedOn: "2001-06-14" })).toMatch(
      /^INVALID_INPUT passedOn/,
    );
    expect(await it.refusal("registerCertificate", { certificateId })).toMatch(/^NOT_FOUND certificateId/);
    expect(await it.refusal("renewCertificate", { certificateId: "nonsense" })).toMatch(/^NOT_FOUND/);
    await it.pass("2020-06-14");
    expect(await it.refusal("renewCertificate", { certificateId })).toMatch(
      /^ILLEGAL_TRANSITION .*UNREGISTERED.*VALID/,
    );
    for (const registeredOn of ["2020-06-13", "2020-09-02"]) {
      const refused = await it.refusal("registerCertificate", { certificateId, registeredOn });
      expect(refused).toMatch(/^INVALID_INPUT registeredOn/);
    }
    await it.registerIt();
    expect(await it.refusal("registerCertificate", { certificateId })).toMatch(/^ILLEGAL_TRANSITION .*VALID/);
    expect(await it.refusal("renewCertificate", { certificateId })).toMatch(
      /^NOT_ELIGIBLE renewedOn: .*2023-08-31.*from 2023-05-31/,
    );
    expect(await it.refusal("renewCertificate", { certificateId, renewedOn: "2023-07-01" })).toMatch(
      /future/,
    );
    it.on("2023-09-01");
    expect(await it.refusal("renewCertificate", { certificateId })).toMatch(/^ILLEGAL_TRANSITION .*EXPIRED/);
  });
});
