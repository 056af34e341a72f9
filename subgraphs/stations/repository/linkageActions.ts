import { beijingDay } from "../model/beijingTime.ts";
import { checkChoices, checkCount, checkPastDay, checkText } from "../model/inputChecks.ts";
import { keyedRequest } from "../model/keyedRequest.ts";
import type { FiveSocietyParty, LinkageActionDocument } from "../model/LinkageAction.ts";
import type { StationsCollections } from "./collections.ts";
import { insertOnce } from "./insertOnce.ts";
import { mustFind } from "./mustFind.ts";

export interface RecordLinkageActionInput {
  clientKey: string;
  communityId: string;
  title: string;
  heldOn: string;
  parties: FiveSocietyParty[];
  beneficiaries: number;
}

/**
 * Records a joint action of at least two of the five societies; idempotent by `clientKey`.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND` (community), `CONFLICT` (key)
 */
export async function recordLinkageAction(
  { communities, linkageActions }: StationsCollections,
  { clientKey, ...input }: RecordLinkageActionInput,
  now: Date,
): Promise<LinkageActionDocument> {
  const content = {
    communityId: input.communityId,
    title: checkText(input.title, 80, "title"),
    heldOn: checkPastDay(input.heldOn, { today: beijingDay(now) }, "heldOn"),
    parties: checkChoices(input.parties, 2, "parties"),
    beneficiaries: checkCount(input.beneficiaries, 0, 1_000_000, "beneficiaries"),
  };
  const { digits, requestHash } = keyedRequest("recordLinkageAction", clientKey, content);
  await mustFind(communities, input.communityId, "communityId");
  return insertOnce(linkageActions, { _id: `la_${digits}`, ...content, requestHash });
}
