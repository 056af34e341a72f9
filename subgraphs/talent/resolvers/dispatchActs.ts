import type { DispatchOutcome } from "../model/Dispatch.ts";
import type { NominateForDispatchInput } from "../repository/Dispatches.ts";
import type { RecordLocalTraineeInput } from "../repository/LocalTrainees.ts";
import type { SubmitSupervisionReportInput } from "../repository/SupervisionReports.ts";
import { mutate } from "./mutate.ts";

interface SelectForDispatchInput {
  dispatchId: string;
  countyCode: string;
  receivingOrganizationCreditCode?: string | null;
}

interface CompleteDispatchInput {
  dispatchId: string;
  endedOn?: string | null;
  outcome: DispatchOutcome;
}

/** Acts of the Three Areas plan: the life of a dispatch, and local people trained. */
export const dispatchActs = {
  nominateForDispatch: mutate(async (input: NominateForDispatchInput, { repository, today }) => ({
    dispatch: await repository.dispatches.nominate(input, today),
  })),
  selectForDispatch: mutate(async (input: SelectForDispatchInput, { repository, today }) => {
    const { countyCode, receivingOrganizationCreditCode: receivingCode = null } = input;
    const county = { countyCode, receivingCode };
    return { dispatch: await repository.dispatches.select(input.dispatchId, county, today) };
  }),
  completeDispatchTraining: mutate(
    async (input: { dispatchId: string; trainingHours: number }, { repository, today }) => ({
      dispatch: await repository.dispatches.train(input.dispatchId, input.trainingHours, today),
    }),
  ),
  startDispatch: mutate(
    async (input: { dispatchId: string; startedOn?: string | null }, { repository, today }) => ({
      dispatch: await repository.dispatches.start(input.dispatchId, input.startedOn ?? today, today),
    }),
  ),
  submitSupervisionReport: mutate(async (input: SubmitSupervisionReportInput, { repository, today }) => ({
    dispatch: await repository.supervisionReports.submit(input, today),
  })),
  completeDispatch: mutate(async (input: CompleteDispatchInput, { repository, today }) => ({
    dispatch: await repository.dispatches.complete(
      input.dispatchId,
      input.endedOn ?? today,
      input.outcome,
      today,
    ),
  })),
  withdrawDispatch: mutate(async (input: { dispatchId: string }, { repository }) => ({
    dispatch: await repository.dispatches.withdraw(input.dispatchId),
  })),
  recordLocalTrainee: mutate(async (input: RecordLocalTraineeInput, { repository, today }) => ({
    localTrainee: await repository.localTrainees.record(input, today),
  })),
};
