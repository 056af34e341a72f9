import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import type { TrainingProgramDocument } from "../model/TrainingProgram.ts";
import { hoursOf, shareOf } from "../model/units.ts";
import type { TalentContext } from "../TalentContext.ts";
import { districtStub, organizationStub } from "./stubs.ts";

type Program = TrainingProgramDocument;
type Enrolment = TrainingEnrolmentDocument;

export const TrainingProgram = {
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.program.load(id),
  id: ({ _id }: Program) => _id,
  district: ({ districtCode }: Program) => districtStub(districtCode),
  organizer: ({ organizerCode }: Program) => organizationStub(organizerCode),
  theoryHours: ({ theoryMinutes }: Program) => hoursOf(theoryMinutes),
  practiceHours: ({ practiceMinutes }: Program) => hoursOf(practiceMinutes),
  enrolments: ({ _id }: Program, args: PageArgs, { loaders }: TalentContext) =>
    loaders.enrolmentsOfProgram(_id, args),
  enrolled: async ({ _id }: Program, _: unknown, { loaders }: TalentContext) =>
    (await loaders.programCounts.load(_id)).enrolled,
  completed: async ({ _id }: Program, _: unknown, { loaders }: TalentContext) =>
    (await loaders.programCounts.load(_id)).completed,
  completionRate: async ({ _id }: Program, _: unknown, { loaders }: TalentContext) => {
    const { completed, enrolled } = await loaders.programCounts.load(_id);
    return shareOf(completed, enrolled);
  },
};

export const TrainingEnrolment = {
  id: ({ _id }: Enrolment) => _id,
  worker: ({ workerId }: Enrolment, _: unknown, { loaders }: TalentContext) => loaders.worker.load(workerId),
  program: ({ programId }: Enrolment, _: unknown, { loaders }: TalentContext) =>
    loaders.program.load(programId),
  theoryHours: ({ theoryMinutes }: Enrolment) => hoursOf(theoryMinutes),
  practiceHours: ({ practiceMinutes }: Enrolment) => hoursOf(practiceMinutes),
};
