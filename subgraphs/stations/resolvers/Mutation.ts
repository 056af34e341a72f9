import type { Caller } from "../../kit/caller/Caller.ts";
import { createMutation } from "../../kit/graphql/createMutation.ts";
import { createLoaders } from "../loaders.ts";
import { acceptReferral, declineReferral } from "../repository/answerReferral.ts";
import { confirmPairing, endPairing } from "../repository/changePairing.ts";
import { completeProject, terminateProject } from "../repository/closeProject.ts";
import type { StationsRepository } from "../repository/collections.ts";
import { endAssignment } from "../repository/endAssignment.ts";
import { donateToFund, grantFromFund } from "../repository/funds.ts";
import { recordLinkageAction } from "../repository/linkageActions.ts";
import { proposePairing } from "../repository/proposePairing.ts";
import { purchaseService } from "../repository/purchaseService.ts";
import { completeIntake, recordVisit } from "../repository/serveReferral.ts";
import { openStation } from "../repository/stations.ts";
import { assignWorker } from "../repository/workers.ts";
import type { StationsContext } from "../StationsContext.ts";

type Act<I, R> = (repository: StationsRepository, input: I, now: Date, caller: Caller) => Promise<R>;

const mutation = createMutation((context: StationsContext) => {
  context.loaders = createLoaders(context.repository, context.caller);
});

/** A mutation whose payload's result fields are what `work` returns. */
const payload = <I, R extends object>(work: Act<I, R>) =>
  mutation((input: I, { repository, now, caller }) => work(repository, input, now(), caller));

/** A mutation whose payload has one result field, `name`, beside `userErrors`. */
const result = <I, R>(name: string, work: Act<I, R>) =>
  payload<I, Record<string, R>>(async (...args) => ({ [name]: await work(...args) }));

export const Mutation = {
  openStation: result("station", openStation),
  assignCommunitySocialWorker: result("worker", assignWorker),
  endCommunitySocialWorkerAssignment: result("worker", endAssignment),
  proposePairing: result("pairing", proposePairing),
  confirmPairing: result("pairing", confirmPairing),
  endPairing: result("pairing", endPairing),
  acceptReferral: result("intake", acceptReferral),
  declineReferral: result("intake", declineReferral),
  recordVisit: payload(recordVisit),
  completeIntake: result("intake", completeIntake),
  purchaseService: result("project", purchaseService),
  completePurchasedProject: result("project", completeProject),
  terminatePurchasedProject: result("project", terminateProject),
  donateToCommunityFund: payload(donateToFund),
  grantFromCommunityFund: payload(grantFromFund),
  recordLinkageAction: result("action", recordLinkageAction),
};
