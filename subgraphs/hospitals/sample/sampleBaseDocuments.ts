import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { BEIJING_DISTRICTS } from "../../kit/sample/districts.ts";
import type { SampleInstitution } from "../../kit/sample/institutions.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { type BaseDocument, baseId } from "../model/DemonstrationBase.ts";

const FOCUS: ServiceField[] = [
  "ELDERLY_CARE",
  "CHRONIC_ILLNESS",
  "REHABILITATION",
  "MENTAL_HEALTH",
  "PALLIATIVE_CARE",
  "CHILD_AND_YOUTH",
  "HARDSHIP_RELIEF",
];

/** A demonstration base in each of Beijing's 16 districts. */
export function sampleBaseDocuments(
  options: SampleOptions,
  institutions: readonly SampleInstitution[],
): BaseDocument[] {
  const random = new Random(options.seed, "demonstration-bases");
  return BEIJING_DISTRICTS.map(({ code, name }) => {
    const candidates = institutions.filter(
      ({ districtCode, socialWorkSince }) => districtCode === code && socialWorkSince !== null,
    );
    return {
      _id: baseId(code),
      name: `${name}基层医务社工示范基地`,
      districtCode: code,
      institutionId: random.pick(candidates).id,
      establishedOn: random.day("2022-03-01", "2024-09-30"),
      focusFields: random.sample(FOCUS, random.int(2, 3)),
    };
  });
}
