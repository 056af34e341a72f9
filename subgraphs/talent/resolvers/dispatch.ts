import type { DispatchDocument, SupervisionReport as Report } from "../model/Dispatch.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
import { hoursOf } from "../model/units.ts";
import type { PlanYear } from "../repository/threeAreasPlan.ts";
import type { TalentContext } from "../TalentContext.ts";
import { districtStub, organizationStub } from "./stubs.ts";

type Parent = DispatchDocument;

export const Dispatch = {
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.dispatch.load(id),
  id: ({ _id }: Parent) => _id,
  worker: ({ workerId }: Parent, _: unknown, { loaders }: TalentContext) => loaders.worker.load(workerId),
  sendingOrganization: ({ sendingCode }: Parent) => organizationStub(sendingCode),
  county: ({ countyCode }: Parent) => districtStub(countyCode),
  receivingOrganization: ({ receivingCode }: Parent) => organizationStub(receivingCode),
  trainingHours: ({ trainingMinutes }: Parent) =>
    trainingMinutes === null ? null : hoursOf(trainingMinutes),
  supervisionReports: ({ reports }: Parent) => reports,
};

export const SupervisionReport = {
  serviceHours: ({ serviceMinutes }: Report) => hoursOf(serviceMinutes),
  peopleServed: ({ peopleServed }: Report, _: unknown, { disclosure }: TalentContext) =>
    disclosure.number(peopleServed),
};

export const LocalTrainee = {
  id: ({ _id }: LocalTraineeDocument) => _id,
  county: ({ countyCode }: LocalTraineeDocument) => districtStub(countyCode),
  organization: ({ organizationCode }: LocalTraineeDocument) => organizationStub(organizationCode),
};

/** What the root field gives; the plan is one, so it has no key. */
export interface Plan {
  years: PlanYear[];
}

export const ThreeAreasPlan = {
  dispatched: ({ years }: Plan) => years.reduce((sum, { dispatched }) => sum + dispatched, 0),
  trained: ({ years }: Plan) => years.reduce((sum, { trained }) => sum + trained, 0),
  year: ({ years }: Plan, { year }: { year: number }) => years.find((known) => known.year === year) ?? null,
};

export const ThreeAreasYear = {
  counties: ({ countyCodes }: PlanYear) => countyCodes.length,
  countyList: ({ countyCodes }: PlanYear) => countyCodes.map(districtStub),
  byField: async ({ year }: PlanYear, _: unknown, { loaders }: TalentContext) =>
    (await loaders.planFields()).get(year) ?? [],
};
