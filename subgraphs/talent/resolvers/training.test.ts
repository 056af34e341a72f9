// Training: a programme is opened, workers enrol, hours of theory and practice are recorded, and who has both completes it.
import { describe, expect, it } from "vitest";
import { shared } from "../../kit/testing/shared.ts";
import { AGENCY, openTalent } from "../testing/openTalent.ts";

const PROGRAM = {
  clientKey: "p",
  title: "社区社会工作实务培训班",
  tier: "COUNTY",
  track: "COMMUNITY_SOCIAL_WORK",
  districtCode: "430111",
  organizerCreditCode: AGENCY,
  theoryHours: 8,
  practiceHours: 4.5,
  startsOn: "2024-10-20",
  endsOn: "2024-11-20",
};
const ENROLMENT =
  "enrolment { id status theoryHours practiceHours completedOn worker { id } program { id enrolled completed completionRate } }";

async function openWithProgram(facts: object = {}) {
  const talent = await openTalent();
  const open = (more: object = {}) =>
    talent.act(
      "openTrainingProgram",
      { ...PROGRAM, ...facts, ...more },
      "trainingProgram { id year theoryHours practiceHours organizer { creditCode } enrolled completionRate }",
    );
  const programId = (await open()).trainingProgram.id;
  const workerId = await talent.register("worker");
  const enrol = () => talent.act("enrolInTraining", { programId, workerId }, ENROLMENT);
  const record = (clientKey: string, theoryHours: number, practiceHours: number, enrolmentId: string) =>
    talent.act(
      "recordTrainingHours",
      { enrolmentId, clientKey, day: "2024-10-25", theoryHours, practiceHours },
      ENROLMENT,
    );
  return { ...talent, open, programId, workerId, enrol, record };
}

describe("a programme", () => {
  it("is opened once for a key", async () => {
    await using talent = await openWithProgram();
    const answers = await Promise.all(Array.from({ length: 5 }, () => talent.open()));
    expect(new Set(answers.map(({ trainingProgram }) => trainingProgram.id))).toEqual(
      new Set([talent.programId]),
    );
    expect(answers[0].trainingProgram).toMatchObject({
      year: 2024,
      theoryHours: 8,
      practiceHours: 4.5,
      organizer: { creditCode: AGENCY },
      enrolled: 0,
      completionRate: null,
    });
    expect((await talent.open({ title: "别的" })).userErrors[0].code).toBe("CONFLICT");
  });

  const unchanged = shared(() => openTalent());
  it.each([
    [{ title: "" }, "INVALID_INPUT title"],
    [{ title: "长".repeat(101) }, "INVALID_INPUT title"],
    [{ theoryHours: -1 }, "INVALID_INPUT theoryHours"],
    [{ practiceHours: 501 }, "INVALID_INPUT practiceHours"],
    [{ theoryHours: 0, practiceHours: 0 }, "INVALID_INPUT theoryHours"],
    [{ districtCode: "430100" }, "INVALID_INPUT districtCode"],
    [{ tier: "PROVINCE" }, "INVALID_INPUT districtCode"],
    [{ endsOn: "2024-10-19" }, "INVALID_INPUT endsOn"],
    [{ endsOn: "2025-10-21" }, "INVALID_INPUT endsOn"],
  ])("is refused with %j", async (wrong, message) => {
    const talent = unchanged();
    expect(await talent.refusal("openTrainingProgram", { ...PROGRAM, ...wrong })).toContain(message);
  });

  it("is found by tier, track, year and place", async () => {
    await using talent = await openWithProgram();
    const count = async (filter: object) =>
      (
        await talent.query(
          `query ($filter: TrainingProgramFilter) { trainingPrograms(filter: $filter) { totalCount } }`,
          { filter },
        )
      ).trainingPrograms.totalCount;
    expect(
      await count({ tier: "COUNTY", track: "COMMUNITY_SOCIAL_WORK", year: 2024, districtCode: "430100" }),
    ).toBe(1);
    for (const other of [
      { tier: "CITY" },
      { track: "EXAMINATION" },
      { year: 2023 },
      { districtCode: "430200" },
    ]) {
      expect(await count(other)).toBe(0);
    }
    const { trainingProgram } = await talent.query(
      `query ($id: ID!) { trainingProgram(id: $id) { title district { code } } none: trainingProgram(id: "tp_x") { id } }`,
      { id: talent.programId },
    );
    expect(trainingProgram).toEqual({ title: PROGRAM.title, district: { code: "430111" } });
  });
});

describe("an enrolment", () => {
  it("is completed only with all hours of theory and of practice", async () => {
    await using talent = await openWithProgram();
    const { enrolment } = await talent.enrol();
    expect(enrolment).toMatchObject({
      status: "ENROLLED",
      worker: { id: talent.workerId },
      program: { enrolled: 1 },
    });
    await talent.record("day 1", 8, 0, enrolment.id);
    const missing = await talent.refusal("completeTraining", { enrolmentId: enrolment.id });
    expect(missing).toMatch(/^NOT_ELIGIBLE enrolmentId: .*0 of theory and 4.5 of practice/);
    await talent.record("day 2", 0, 4.5, enrolment.id);
    const done = await talent.act("completeTraining", { enrolmentId: enrolment.id }, ENROLMENT);
    expect(done.enrolment).toMatchObject({
      status: "COMPLETED",
      completedOn: "2024-11-01",
      theoryHours: 8,
      practiceHours: 4.5,
      program: { enrolled: 1, completed: 1, completionRate: 1 },
    });
    for (const act of ["completeTraining", "withdrawFromTraining"]) {
      expect(await talent.refusal(act, { enrolmentId: enrolment.id })).toMatch(
        /^ILLEGAL_TRANSITION .*COMPLETED.*ENROLLED/,
      );
    }
  });

  it("exists once per worker and programme", async () => {
    await using talent = await openWithProgram();
    const answers = await Promise.all(Array.from({ length: 6 }, () => talent.enrol()));
    expect(answers.filter(({ enrolment }) => enrolment)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors).map(({ code }) => code)).toEqual(
      Array(5).fill("CONFLICT"),
    );
  });

  it("counts hours once per key, also when they arrive together", async ({ skip }) => {
    await using talent = await openWithProgram();
    if (!(await talent.isFullServer())) skip("updates are not atomic on this server");
    const { enrolment } = await talent.enrol();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => talent.record("same", 2, 1, enrolment.id)),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ enrolment: { theoryHours: 2, practiceHours: 1 }, userErrors: [] });
    expect((await talent.record("same", 3, 1, enrolment.id)).userErrors[0].code).toBe("CONFLICT");
  });

  it("never holds more hours than the programme has", async ({ skip }) => {
    await using talent = await openWithProgram();
    if (!(await talent.isFullServer())) skip("updates are not atomic on this server");
    const { enrolment } = await talent.enrol();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((day) => talent.record(`day ${day}`, 3, 0, enrolment.id)),
    );
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(2);
    expect(answers.flatMap(({ userErrors }) => userErrors)[0].message).toMatch(/8 hours of theory/);
  });

  const unchanged = shared(openWithProgram);
  it.each([
    [{ day: "2024-10-19" }, "INVALID_INPUT day"],
    [{ day: "2024-11-02" }, "INVALID_INPUT day"],
    [{ theoryHours: 0 }, "INVALID_INPUT theoryHours"],
    [{ theoryHours: 25 }, "INVALID_INPUT theoryHours"],
    [{ practiceHours: -1 }, "INVALID_INPUT practiceHours"],
    [{ theoryHours: 20, practiceHours: 20 }, "INVALID_INPUT theoryHours"],
    [{ enrolmentId: "enr_x" }, "NOT_FOUND enrolmentId"],
    [{ clientKey: " " }, "INVALID_INPUT clientKey"],
  ])("refuses hours with %j", async (wrong, message) => {
    const talent = unchanged();
    await talent.enrol();
    const enrolmentId = `enr_${talent.programId}_${talent.workerId}`;
    const input = { enrolmentId, clientKey: "h", day: "2024-10-25", theoryHours: 2, ...wrong };
    expect(await talent.refusal("recordTrainingHours", input)).toContain(message);
  });

  it("ends by withdrawing, after which no hours count", async () => {
    await using talent = await openWithProgram();
    const { enrolment } = await talent.enrol();
    const left = await talent.act("withdrawFromTraining", { enrolmentId: enrolment.id }, ENROLMENT);
    expect(left.enrolment.status).toBe("WITHDRAWN");
    expect((await talent.record("late", 1, 0, enrolment.id)).userErrors[0].code).toBe("ILLEGAL_TRANSITION");
  });

  it("needs a registered worker and a programme that has not ended", async () => {
    await using talent = await openWithProgram();
    const { workerId, programId } = talent;
    expect(await talent.refusal("enrolInTraining", { programId: "tp_x", workerId })).toMatch(
      /^NOT_FOUND programId/,
    );
    expect(await talent.refusal("enrolInTraining", { programId, workerId: "csw_1" })).toMatch(
      /^NOT_FOUND workerId/,
    );
    const past = { clientKey: "past", startsOn: "2024-09-01", endsOn: "2024-09-30" };
    const { trainingProgram } = await talent.open(past);
    const late = await talent.refusal("enrolInTraining", { programId: trainingProgram.id, workerId });
    expect(late).toMatch(/^NOT_ELIGIBLE programId: .*2024-09-30/);
    for (const act of ["completeTraining", "withdrawFromTraining"]) {
      expect(await talent.refusal(act, { enrolmentId: "enr_x" })).toMatch(/^NOT_FOUND enrolmentId/);
    }
  });
});
