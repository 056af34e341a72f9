import { protectedShare } from "../../kit/disclosure/ProtectedCount.ts";
import { hoursOf, shareOf } from "../model/units.ts";
import type { DispatchRow as Dispatched } from "../repository/dispatchStatistics.ts";
import type { TrainingRow as Trained } from "../repository/trainingStatistics.ts";
import type { ProtectedRow as Workforce } from "../repository/workforceStatistics.ts";
import { districtStub } from "./stubs.ts";

export const WorkforceRow = {
  district: ({ districtCode }: Workforce) => districtStub(districtCode),
  certificationRate: ({ certified, workers }: Workforce) => protectedShare(certified, workers),
};

export const TrainingRow = {
  district: ({ districtCode }: Trained) => districtStub(districtCode),
  completionRate: ({ completed, participants }: Trained) => shareOf(completed, participants),
  theoryHours: ({ theoryMinutes }: Trained) => hoursOf(theoryMinutes),
  practiceHours: ({ practiceMinutes }: Trained) => hoursOf(practiceMinutes),
};

export const DispatchRow = {
  county: ({ countyCode }: Dispatched) => districtStub(countyCode),
  field: ({ fields }: Dispatched) => fields ?? null,
};
