// The Three Areas plan: a worker is nominated, selected, trained, serves under supervision, and leaves something behind.
import { describe, expect, it } from "vitest";
import { shared } from "../../kit/testing/shared.ts";
import { AGENCY, BUREAU, openTalent } from "../testing/openTalent.ts";

const SHOWN = `dispatch { id status year county { code } sendingOrganization { creditCode } receivingOrganization { creditCode }
  fields nominatedOn selectedOn trainedOn trainingHours startedOn endedOn
  supervisionReports { quarter submittedOn serviceHours peopleServed { value } assessment }
  outcome { volunteerTeams certifiedWorkersDeveloped serviceBrands linkageOrganizations } }`;
const OUTCOME = {
  volunteerTeams: 2,
  certifiedWorkersDeveloped: 1,
  serviceBrands: 1,
  linkageOrganizations: 3,
};

async function openWithNominee() {
  let today = "2024-03-01";
  const talent = await openTalent({ at: () => today });
  const workerId = await talent.register("worker", { districtCode: "620102" });
  const nomination = {
    workerId,
    year: 2024,
    sendingOrganizationCreditCode: AGENCY,
    fields: ["OLD_AND_YOUNG", "EMERGENCY_RESCUE"],
  };
  const { dispatch } = await talent.act("nominateForDispatch", nomination, SHOWN);
  const dispatchId = dispatch.id;
  const inputs: Record<string, object> = {
    selectForDispatch: { dispatchId, countyCode: "620422", receivingOrganizationCreditCode: BUREAU },
    completeDispatchTraining: { dispatchId, trainingHours: 40 },
    startDispatch: { dispatchId },
    submitSupervisionReport: {
      dispatchId,
      quarter: "2024-Q1",
      serviceHours: 30.5,
      peopleServed: 12,
      assessment: "GOOD",
    },
    completeDispatch: { dispatchId, outcome: OUTCOME },
    withdrawDispatch: { dispatchId },
  };
  const step = (name: string, more: object = {}) => talent.act(name, { ...inputs[name], ...more }, SHOWN);
  const refused = (name: string, more: object = {}) => talent.refusal(name, { ...inputs[name], ...more });
  /** Brings the dispatch this far. */
  const upTo = async (last: string) => {
    for (const name of [
      "selectForDispatch",
      "completeDispatchTraining",
      "startDispatch",
      "completeDispatch",
    ]) {
      await step(name);
      if (name === last) return;
    }
  };
  return {
    ...talent,
    dispatch,
    dispatchId,
    nomination,
    step,
    refused,
    upTo,
    on: (day: string) => {
      today = day;
    },
  };
}

describe("a dispatch", () => {
  it("goes from nomination to its outcome", async () => {
    await using plan = await openWithNominee();
    expect(plan.dispatch).toMatchObject({
      status: "NOMINATED",
      year: 2024,
      county: null,
      nominatedOn: "2024-03-01",
    });
    expect((await plan.step("selectForDispatch")).dispatch).toMatchObject({
      status: "SELECTED",
      county: { code: "620422" },
      receivingOrganization: { creditCode: BUREAU },
    });
    expect((await plan.step("completeDispatchTraining")).dispatch).toMatchObject({
      status: "TRAINED",
      trainingHours: 40,
    });
    expect((await plan.step("startDispatch")).dispatch).toMatchObject({
      status: "IN_SERVICE",
      startedOn: "2024-03-01",
    });
    plan.on("2024-07-02");
    await plan.step("submitSupervisionReport");
    const { dispatch } = await plan.step("submitSupervisionReport", {
      quarter: "2024-Q2",
      assessment: "EXCELLENT",
    });
    expect(dispatch.supervisionReports).toEqual([
      {
        quarter: "2024-Q1",
        submittedOn: "2024-07-02",
        serviceHours: 30.5,
        peopleServed: { value: 12 },
        assessment: "GOOD",
      },
      expect.objectContaining({ quarter: "2024-Q2", assessment: "EXCELLENT" }),
    ]);
    const done = await plan.step("completeDispatch", { endedOn: "2024-07-01" });
    expect(done.dispatch).toMatchObject({ status: "COMPLETED", endedOn: "2024-07-01", outcome: OUTCOME });
    const read = await plan.query(`query ($id: ID!) { dispatch(id: $id) { status worker { id } } }`, {
      id: plan.dispatchId,
    });
    expect(read.dispatch).toEqual({ status: "COMPLETED", worker: { id: plan.nomination.workerId } });
  });

  const ACTS = [
    "selectForDispatch",
    "completeDispatchTraining",
    "startDispatch",
    "submitSupervisionReport",
    "completeDispatch",
    "withdrawDispatch",
  ];
  it.each([
    ["NOMINATED", null, ["selectForDispatch", "withdrawDispatch"]],
    ["SELECTED", "selectForDispatch", ["completeDispatchTraining", "withdrawDispatch"]],
    ["TRAINED", "completeDispatchTraining", ["startDispatch", "withdrawDispatch"]],
    ["IN_SERVICE", "startDispatch", ["submitSupervisionReport", "completeDispatch"]],
    ["COMPLETED", "completeDispatch", []],
  ])("that is %s allows its next acts only", async (status, last, allowed) => {
    await using plan = await openWithNominee();
    if (last) await plan.upTo(last);
    for (const act of ACTS.filter((name) => !allowed.includes(name))) {
      expect(await plan.refused(act)).toMatch(
        new RegExp(`^ILLEGAL_TRANSITION dispatchId: the dispatch is ${status}; .*needs`),
      );
    }
    for (const act of allowed.slice(0, 1)) expect((await plan.step(act)).userErrors).toEqual([]);
  });

  it("that was withdrawn allows nothing", async () => {
    await using plan = await openWithNominee();
    expect((await plan.step("withdrawDispatch")).dispatch.status).toBe("WITHDRAWN");
    for (const act of ACTS) expect(await plan.refused(act)).toMatch(/^ILLEGAL_TRANSITION .*WITHDRAWN/);
  });

  it("takes each step once, however many try", async ({ skip }) => {
    await using plan = await openWithNominee();
    if (!(await plan.isFullServer())) skip("updates are not atomic on this server");
    const counties = ["620422", "620525", "620622", "620825"];
    const answers = await Promise.all(
      counties.map((countyCode) => plan.step("selectForDispatch", { countyCode })),
    );
    expect(answers.filter(({ dispatch }) => dispatch)).toHaveLength(1);
    await plan.step("completeDispatchTraining");
    await plan.step("startDispatch");
    const reports = await Promise.all(Array.from({ length: 5 }, () => plan.step("submitSupervisionReport")));
    expect(reports.filter(({ dispatch }) => dispatch)).toHaveLength(1);
    expect(await plan.refused("submitSupervisionReport")).toMatch(/^CONFLICT quarter/);
  });

  it("is nominated once a year", async () => {
    await using plan = await openWithNominee();
    expect(await plan.refusal("nominateForDispatch", plan.nomination)).toMatch(/^CONFLICT workerId: .*2024/);
    const next = { ...plan.nomination, year: 2025 };
    const answers = await Promise.all([1, 2, 3].map(() => plan.act("nominateForDispatch", next, SHOWN)));
    expect(answers.filter(({ dispatch }) => dispatch)).toHaveLength(1);
  });

  const unchanged = shared(openWithNominee);
  it.each([
    [{ fields: [] }, "INVALID_INPUT fields"],
    [{ fields: ["OLD_AND_YOUNG", "OLD_AND_YOUNG"] }, "INVALID_INPUT fields"],
    [{ year: 2023 }, "INVALID_INPUT year"],
    [{ year: 2026 }, "INVALID_INPUT year"],
    [{ workerId: "csw_0000" }, "NOT_FOUND workerId"],
  ])("is not nominated with %j", async (wrong, message) => {
    const plan = unchanged();
    expect(await plan.refusal("nominateForDispatch", { ...plan.nomination, ...wrong })).toContain(message);
  });

  it("refuses values that cannot be", async () => {
    await using plan = await openWithNominee();
    expect(await plan.refused("selectForDispatch", { countyCode: "620000" })).toMatch(
      /^INVALID_INPUT countyCode/,
    );
    expect(await plan.refused("selectForDispatch", { dispatchId: "dsp_x" })).toMatch(/^NOT_FOUND dispatchId/);
    await plan.upTo("selectForDispatch");
    for (const trainingHours of [0, 501]) {
      expect(await plan.refused("completeDispatchTraining", { trainingHours })).toMatch(
        /^INVALID_INPUT trainingHours/,
      );
    }
    await plan.step("completeDispatchTraining");
    for (const startedOn of ["2024-02-28", "2024-03-02"]) {
      expect(await plan.refused("startDispatch", { startedOn })).toMatch(/^INVALID_INPUT startedOn/);
    }
    await plan.step("startDispatch");
    for (const quarter of ["2024-Q2", "2023-Q4", "spring"]) {
      expect(await plan.refused("submitSupervisionReport", { quarter })).toMatch(/^INVALID_INPUT quarter/);
    }
    expect(await plan.refused("submitSupervisionReport", { serviceHours: 2001 })).toMatch(
      /^INVALID_INPUT serviceHours/,
    );
    expect(await plan.refused("submitSupervisionReport", { peopleServed: -1 })).toMatch(
      /^INVALID_INPUT peopleServed/,
    );
    for (const endedOn of ["2024-02-28", "2024-03-02"]) {
      expect(await plan.refused("completeDispatch", { endedOn })).toMatch(/^INVALID_INPUT endedOn/);
    }
    const impossible = { outcome: { ...OUTCOME, volunteerTeams: -1 } };
    expect(await plan.refused("completeDispatch", impossible)).toMatch(/^INVALID_INPUT outcome/);
  });
});
