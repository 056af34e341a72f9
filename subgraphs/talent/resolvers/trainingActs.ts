import type { RecordTrainingHoursInput } from "../repository/TrainingEnrolments.ts";
import type { OpenTrainingProgramInput } from "../repository/TrainingPrograms.ts";
import { mutate } from "./mutate.ts";

/** Acts of training: programmes, enrolments, hours. */
export const trainingActs = {
  openTrainingProgram: mutate(async (input: OpenTrainingProgramInput, { repository }) => ({
    trainingProgram: await repository.trainingPrograms.open(input),
  })),
  enrolInTraining: mutate(async (input: { programId: string; workerId: string }, { repository, today }) => ({
    enrolment: await repository.trainingEnrolments.enrol(input, today),
  })),
  recordTrainingHours: mutate(async (input: RecordTrainingHoursInput, { repository, today }) => ({
    enrolment: await repository.trainingEnrolments.recordHours(input, today),
  })),
  completeTraining: mutate(async (input: { enrolmentId: string }, { repository, today }) => ({
    enrolment: await repository.trainingEnrolments.complete(input.enrolmentId, today),
  })),
  withdrawFromTraining: mutate(async (input: { enrolmentId: string }, { repository }) => ({
    enrolment: await repository.trainingEnrolments.withdraw(input.enrolmentId),
  })),
};
