import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import type { SampleInstitution } from "../../kit/sample/institutions.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { sampleMedicalSocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { appointmentAt, type WorkerDocument } from "../model/MedicalSocialWorker.ts";

/** Departments of medical social work, and the fields each one mostly serves. */
const DEPARTMENTS: Record<string, readonly ServiceField[]> = {
  社会工作部: ["HARDSHIP_RELIEF", "FAMILY_SUPPORT", "ELDERLY_CARE", "CHRONIC_ILLNESS", "MENTAL_HEALTH"],
  老年医学科: ["ELDERLY_CARE", "CHRONIC_ILLNESS", "FAMILY_SUPPORT", "PALLIATIVE_CARE"],
  儿科: ["CHILD_AND_YOUTH", "FAMILY_SUPPORT", "MENTAL_HEALTH", "HARDSHIP_RELIEF"],
  康复医学科: ["REHABILITATION", "DISABILITY", "FAMILY_SUPPORT", "ELDERLY_CARE"],
  肿瘤科: ["PALLIATIVE_CARE", "MENTAL_HEALTH", "FAMILY_SUPPORT", "HARDSHIP_RELIEF"],
  心理科: ["MENTAL_HEALTH", "CHILD_AND_YOUTH", "FAMILY_SUPPORT"],
};
const COMMUNITY_DEPARTMENTS: Record<string, readonly ServiceField[]> = {
  全科医疗科: ["CHRONIC_ILLNESS", "ELDERLY_CARE", "FAMILY_SUPPORT", "HARDSHIP_RELIEF"],
  公共卫生科: ["CHRONIC_ILLNESS", "MENTAL_HEALTH", "DISABILITY", "CHILD_AND_YOUTH"],
  康复科: ["REHABILITATION", "DISABILITY", "ELDERLY_CARE"],
};

/** The medical social workers, all in post. */
export function sampleWorkerDocuments(
  options: SampleOptions,
  institutions: ReadonlyMap<string, SampleInstitution>,
): WorkerDocument[] {
  const random = new Random(options.seed, "appointments");
  return sampleMedicalSocialWorkers(options).flatMap(({ id, workplaceId, since }) => {
    const institution = institutions.get(workplaceId);
    if (!institution) return [];
    const { level, districtCode } = institution;
    const departments = level === "COMMUNITY_HEALTH_CENTER" ? COMMUNITY_DEPARTMENTS : DEPARTMENTS;
    const department = random.pick(Object.keys(departments));
    const terms = {
      department,
      isFullTime: random.chance(level === "COMMUNITY_HEALTH_CENTER" ? 0.6 : 0.85),
      serviceFields: random.sample(departments[department] ?? [], random.int(2, 4)),
      appointedOn: since,
    };
    return [{ _id: id, ...appointmentAt({ _id: workplaceId, districtCode, level }, terms) }];
  });
}
