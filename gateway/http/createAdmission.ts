import type { IncomingMessage } from "node:http";
import { type Caller, VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import type { Identify } from "../policy/identity/createIdentity.ts";
import type { Admission, RequestLimiter } from "../policy/limits/RequestLimiter.ts";
import { clientAddress } from "./clientAddress.ts";

export interface AdmissionOptions {
  identify: Identify;
  limiter: RequestLimiter | undefined;
  trustedProxies: number;
}

/** Somebody who may ask now. */
export interface Admitted {
  caller: Caller;
  /** What is left of their minute; absent where nobody counts. */
  admission: Admission | undefined;
}

/**
 * Finds out who asks and counts it, before anything of the request is read. Failed sign-ins count as a visitor's requests from
 * the same address. Throws RequestRefusal: bad credentials, or too much asked in a minute.
 */
export type Admit = (request: IncomingMessage) => Promise<Admitted>;

/** Where nobody limits, nobody is counted. */
export function createAdmission({ identify, limiter, trustedProxies }: AdmissionOptions): Admit {
  const count = async (caller: Caller, request: IncomingMessage): Promise<Admission | undefined> => {
    const admission = await limiter?.admit(caller, clientAddress(request, trustedProxies));
    if (admission?.exceeded)
      throw new RequestRefusal(429, rateLimited(admission), admission.headers, "RATE_LIMITED");
    return admission;
  };
  return async (request) => {
    let caller: Caller;
    try {
      const identified = identify(request.headers);
      // A visitor is known at once, and need not wait a turn for it.
      caller = identified instanceof Promise ? await identified : identified;
    } catch (error) {
      await count(VISITOR, request);
      throw error;
    }
    return { caller, admission: limiter && (await count(caller, request)) };
  };
}

const rateLimited = ({ exceeded, headers }: Admission): string =>
  `too ${exceeded === "cost" ? "much cost" : "many requests"} in one minute: ask again in ${headers["retry-after"]} seconds`;
