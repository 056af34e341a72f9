import { act } from "../../kit/graphql/UserFailure.ts";
import { forgetLoaded, type HospitalsContext } from "../context.ts";
import type { AppointmentTerms } from "../model/MedicalSocialWorker.ts";
import type { FollowUpResult, ReferralWithdrawalReason } from "../model/Referral.ts";
import type { EstablishBaseInput } from "../repository/BaseRepository.ts";
import type { RegisterInstitutionInput } from "../repository/InstitutionRepository.ts";
import type { CreateReferralInput } from "../repository/ReferralRepository.ts";

/** A mutation's resolver: does the work, shapes the payload, and forgets what was loaded before. */
function acting<I, R extends object>(work: (input: I, context: HospitalsContext) => Promise<R>) {
  return async (_: unknown, { input }: { input: I }, context: HospitalsContext) => {
    const payload = await act(() => work(input, context));
    forgetLoaded(context);
    return payload;
  };
}

type Appointing = AppointmentTerms & { workerId: string; institutionId: string };

export const Mutation = {
  registerMedicalInstitution: acting(async (input: RegisterInstitutionInput, { repository }) => ({
    medicalInstitution: await repository.institutions.register(input),
  })),
  startMedicalSocialWork: acting(
    async ({ institutionId, since }: { institutionId: string; since: string }, { repository, now }) => ({
      medicalInstitution: await repository.institutions.startSocialWork(institutionId, since, now()),
    }),
  ),
  appointMedicalSocialWorker: acting(async (input: Appointing, { repository, now }) => ({
    medicalSocialWorker: await repository.workers.appoint(input, now()),
  })),
  endMedicalSocialWorkerAppointment: acting(
    async ({ workerId, endedOn }: { workerId: string; endedOn: string }, { repository, now }) => ({
      medicalSocialWorker: await repository.workers.endAppointment(workerId, endedOn, now()),
    }),
  ),
  establishDemonstrationBase: acting(async (input: EstablishBaseInput, { repository, now }) => ({
    demonstrationBase: await repository.bases.establish(input, now()),
  })),
  createReferral: acting((input: CreateReferralInput, { repository, now }) =>
    repository.referrals.create(input, now()),
  ),
  withdrawReferral: acting(
    async (
      { referralId, reason }: { referralId: string; reason: ReferralWithdrawalReason },
      { repository, now },
    ) => ({
      referral: await repository.referrals.withdraw(referralId, reason, now()),
    }),
  ),
  closeReferral: acting(
    async (
      { referralId, followUpResult }: { referralId: string; followUpResult: FollowUpResult },
      { repository, now },
    ) => ({
      referral: await repository.referrals.close(referralId, followUpResult, now()),
    }),
  ),
};
