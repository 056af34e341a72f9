import type { CertificateLevel } from "../model/Certificate.ts";
import type { EstablishAgencyPartyOrganizationInput } from "../repository/AgencyPartyOrganizations.ts";
import type { HeldCertificate } from "../repository/Certificates.ts";
import type { DesignateDemonstrationPostInput } from "../repository/DemonstrationPosts.ts";
import type { RegisterSocialWorkerInput } from "../repository/SocialWorkers.ts";
import type { TalentContext } from "../TalentContext.ts";
import { mutate } from "./mutate.ts";
import { certificateOf } from "./socialWorker.ts";

const shown = ({ worker, level }: HeldCertificate, context: TalentContext) => ({
  certificate: certificateOf(worker, level, context),
});

/** Acts on the register: workers, certificates, demonstration posts, Party organisations. */
export const registerActs = {
  registerSocialWorker: mutate(async (input: RegisterSocialWorkerInput, { repository, today }) => ({
    socialWorker: await repository.socialWorkers.register(input, today),
  })),
  recordCertificate: mutate(
    async (input: { workerId: string; level: CertificateLevel; passedOn: string }, context) =>
      shown(await context.repository.certificates.recordPass(input, context.today), context),
  ),
  registerCertificate: mutate(
    async (input: { certificateId: string; registeredOn?: string | null }, context) => {
      const { repository, today } = context;
      const day = input.registeredOn ?? today;
      return shown(await repository.certificates.register(input.certificateId, day, today), context);
    },
  ),
  renewCertificate: mutate(async (input: { certificateId: string; renewedOn?: string | null }, context) => {
    const { repository, today } = context;
    const day = input.renewedOn ?? today;
    return shown(await repository.certificates.renew(input.certificateId, day, today), context);
  }),
  designateDemonstrationPost: mutate(
    async (input: DesignateDemonstrationPostInput, { repository, today }) => ({
      demonstrationPost: await repository.demonstrationPosts.designate(input, today),
    }),
  ),
  revokeDemonstrationPost: mutate(
    async (input: { postId: string; revokedOn?: string | null }, { repository, today }) => ({
      demonstrationPost: await repository.demonstrationPosts.revoke(
        input.postId,
        input.revokedOn ?? today,
        today,
      ),
    }),
  ),
  establishAgencyPartyOrganization: mutate(
    async (input: EstablishAgencyPartyOrganizationInput, { repository, today }) => {
      await repository.agencyPartyOrganizations.establish(input, today);
      return { organization: { creditCode: input.creditCode } };
    },
  ),
};
