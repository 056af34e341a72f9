import { createMutation } from "../../kit/graphql/createMutation.ts";
import { forgetLoaded } from "../context.ts";
import type { AppointmentTerms } from "../model/MedicalSocialWorker.ts";
import type { FollowUpResult, ReferralWithdrawalReason } from "../model/Referral.ts";
import type { EstablishBaseInput } from "../repository/BaseRepository.ts";
import type { RegisterInstitutionInput } from "../repository/InstitutionRepository.ts";
import type { CreateReferralInput } from "../repository/ReferralRepository.ts";

const mutation = createMutation(forgetLoaded);

type Appointing = AppointmentTerms & { workerId: string; institutionId: string };

export const Mutation = {
  registerMedicalInstitution: mutation(async (input: RegisterInstitutionInput, { repository }) => ({
    medicalInstitution: await repository.institutions.register(input),
  })),
  startMedicalSocialWork: mutation(
    async ({ institutionId, since }: { institutionId: string; since: string }, { repository, now }) => ({
      medicalInstitution: await repository.institutions.startSocialWork(institutionId, since, now()),
    }),
  ),
  appointMedicalSocialWorker: mutation(async (input: Appointing, { repository, now }) => ({
    medicalSocialWorker: await repository.workers.appoint(input, now()),
  })),
  endMedicalSocialWorkerAppointment: mutation(
    async ({ workerId, endedOn }: { workerId: string; endedOn: string }, { repository, now }) => ({
      medicalSocialWorker: await repository.workers.endAppointment(workerId, endedOn, now()),
    }),
  ),
  establishDemonstrationBase: mutation(async (input: EstablishBaseInput, { repository, now }) => ({
    demonstrationBase: await repository.bases.establish(input, now()),
  })),
  createReferral: mutation((input: CreateReferralInput, { repository, now, caller }) =>
    repository.referrals.create(input, now(), caller),
  ),
  withdrawReferral: mutation(
    async (
      { referralId, reason }: { referralId: string; reason: ReferralWithdrawalReason },
      { repository, now, caller },
    ) => ({
      referral: await repository.referrals.withdraw(referralId, reason, now(), caller),
    }),
  ),
  closeReferral: mutation(
    async (
      { referralId, followUpResult }: { referralId: string; followUpResult: FollowUpResult },
      { repository, now, caller },
    ) => ({
      referral: await repository.referrals.close(referralId, followUpResult, now(), caller),
    }),
  ),
};
