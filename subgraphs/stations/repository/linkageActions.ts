import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { FIVE_SOCIETIES, type FiveSocietyParty, type LinkageActionDocument } from "../model/LinkageAction.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

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
    title: checkText(input.title, "title", 80),
    heldOn: checkPastDay(input.heldOn, "heldOn", chinaDay(now)),
    parties: checkDistinct(input.parties, "parties", 2, FIVE_SOCIETIES.length),
    beneficiaries: checkNumber(input.beneficiaries, "beneficiaries", 0, 1_000_000),
  };
  const digits = derivedDigits(12, "recordLinkageAction", checkClientKey(clientKey));
  const hash = contentHash(content);
  await mustFind(communities, input.communityId, NAMED.community);
  const action = { _id: `la_${digits}`, ...content, contentHash: hash };
  return (await insertOnce(linkageActions, action)).document;
}
