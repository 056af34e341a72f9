// Local people trained under the Three Areas plan: recorded once each, counted in their year.
import { describe, expect, it } from "vitest";
import { shared } from "../../kit/testing/shared.ts";
import { BUREAU, openTalent } from "../testing/openTalent.ts";

describe("local people trained", () => {
  const TRAINEE = {
    clientKey: "t",
    countyCode: "620422",
    trainedOn: "2024-09-01",
    organizationCreditCode: BUREAU,
  };

  it("are counted once per key, in their year and in the plan", async () => {
    await using talent = await openTalent();
    const record = () =>
      talent.act(
        "recordLocalTrainee",
        TRAINEE,
        "localTrainee { id year county { code } organization { creditCode } isCertified }",
      );
    const answers = await Promise.all([record(), record(), record()]);
    expect(new Set(answers.map(({ localTrainee }) => localTrainee.id)).size).toBe(1);
    expect(answers[0].localTrainee).toMatchObject({
      year: 2024,
      county: { code: "620422" },
      isCertified: false,
    });
    const read =
      await talent.query(`{ threeAreasPlan { dispatched trained years { year trained counties } year(year: 2013) { year } }
      localTrainees(filter: {year: 2024, countyCode: "620000"}) { totalCount } other: localTrainees(filter: {year: 2023}) { totalCount } }`);
    expect(read).toEqual({
      threeAreasPlan: {
        dispatched: 0,
        trained: 1,
        years: [{ year: 2024, trained: 1, counties: 0 }],
        year: null,
      },
      localTrainees: { totalCount: 1 },
      other: { totalCount: 0 },
    });
  });

  const unchanged = shared(() => openTalent());
  it.each([
    [{ countyCode: "620400" }, "INVALID_INPUT countyCode"],
    [{ trainedOn: "2024-11-02" }, "INVALID_INPUT trainedOn"],
    [{ trainedOn: "2012-12-31" }, "INVALID_INPUT trainedOn"],
    [{ clientKey: "" }, "INVALID_INPUT clientKey"],
  ])("are refused with %j", async (wrong, message) => {
    const talent = unchanged();
    expect(await talent.refusal("recordLocalTrainee", { ...TRAINEE, ...wrong })).toContain(message);
  });

  it("cannot be two people under one key", async () => {
    await using talent = await openTalent();
    await talent.act("recordLocalTrainee", TRAINEE);
    const other = { ...TRAINEE, countyCode: "620525" };
    expect(await talent.refusal("recordLocalTrainee", other)).toMatch(/^CONFLICT clientKey/);
  });
});
