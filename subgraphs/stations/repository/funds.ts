import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { findCreated } from "../../kit/acts/findCreated.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { postEntry, settlePending } from "../../kit/store/journal.ts";
import type { Effect } from "../../kit/store/journalEffects.ts";
import type { FundDocument, FundEntryDocument, FundPurpose } from "../model/CommunityFund.ts";
import { checkAmount } from "../model/checkAmount.ts";
import type { StationsRepository } from "./collections.ts";
import { NAMED } from "./named.ts";

/** A booked movement and the fund after it. */
export interface Booking {
  entry: FundEntryDocument;
  fund: FundDocument | null;
}

export interface DonateInput {
  clientKey: string;
  communityId: string;
  amountYuan: number;
  donorCreditCode?: string | null;
}

/**
 * Books a donation, and founds the fund with the first one; idempotent by `clientKey`.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `CONFLICT` (key)
 */
export async function donateToFund(
  repository: StationsRepository,
  { clientKey, communityId, amountYuan, donorCreditCode }: DonateInput,
  now: Date,
): Promise<Booking> {
  const amountFen = checkAmount(amountYuan);
  const { districtCode } = await mustFind(repository.communities, communityId, NAMED.community);
  if (donorCreditCode) await mustFind(repository.organizations, donorCreditCode, NAMED.donor);
  const movement = {
    communityId,
    kind: "DONATION" as const,
    amountFen,
    organizationCode: donorCreditCode ?? null,
    purpose: null,
  };
  const entry = entryOf("donateToCommunityFund", clientKey, movement, now);
  return book(repository, entry, {
    ...effectOn(communityId, { balanceFen: amountFen, raisedFen: amountFen }),
    setOnInsert: { districtCode, grantedFen: 0 },
  });
}

export interface GrantInput {
  clientKey: string;
  communityId: string;
  amountYuan: number;
  recipientCreditCode: string;
  purpose: FundPurpose;
}

/**
 * Books a grant if the balance covers it; idempotent by `clientKey`.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `INSUFFICIENT_BALANCE`, `CONFLICT` (key)
 */
export async function grantFromFund(
  repository: StationsRepository,
  { clientKey, communityId, amountYuan, recipientCreditCode, purpose }: GrantInput,
  now: Date,
): Promise<Booking> {
  const amountFen = checkAmount(amountYuan);
  await mustFind(repository.communities, communityId, NAMED.community);
  await mustFind(repository.organizations, recipientCreditCode, NAMED.recipient);
  const movement = {
    communityId,
    kind: "GRANT" as const,
    amountFen,
    organizationCode: recipientCreditCode,
    purpose,
  };
  const entry = entryOf("grantFromCommunityFund", clientKey, movement, now);
  return book(repository, entry, {
    ...effectOn(communityId, { balanceFen: -amountFen, grantedFen: amountFen }),
    guard: { balanceFen: { $gte: amountFen } },
  });
}

/** Finishes, exactly once, the movements a crash interrupted. */
export async function settleFunds({ fundEntries, store }: StationsRepository): Promise<void> {
  await settlePending(fundEntries, store);
}

type Movement = Omit<FundEntryDocument, "_id" | "at" | "contentHash">;

function entryOf(act: string, clientKey: string, movement: Movement, at: Date) {
  const digits = derivedDigits(12, act, checkClientKey(clientKey));
  return { _id: `fe_${digits}`, ...movement, at, contentHash: contentHash(movement) };
}

function effectOn(communityId: string, inc: Record<string, number>): Effect {
  return { collection: "funds", filter: { _id: communityId }, inc };
}

async function book(
  repository: StationsRepository,
  entry: FundEntryDocument & { contentHash: string },
  effect: Effect,
): Promise<Booking> {
  const { fundEntries, funds, store } = repository;
  await settleFunds(repository);
  const requireSame = () => findCreated(fundEntries, { _id: entry._id }, entry.contentHash);
  await requireSame();
  const posted = await postEntry(fundEntries, store, entry, [effect]);
  const fund = await funds.findOne({ _id: entry.communityId });
  if (posted.rejected) {
    const balance = (fund?.balanceFen ?? 0) / 100;
    throw new UserFailure("INSUFFICIENT_BALANCE", `the fund holds ${balance} yuan; grant less`, "amountYuan");
  }
  // Of two that raced with one key, the second learns here whether the first asked for the same.
  if (!posted.created) await requireSame();
  return { entry: posted.entry, fund };
}
