import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { networkOf } from "./networkOf.ts";
import { largestFor } from "./perRole.ts";
import type { Admission, RequestLimiter } from "./RequestLimiter.ts";
import type { RateLimits } from "./rateLimits.ts";

const WINDOW_SECONDS = 60;

/**
 * Accounts for visitors, whatever the number of their addresses: those whose addresses fall on the same one share it, so memory
 * is bounded (about 45 MB when all are in use) and no address is kept. Nobody can tell which ones do: the hash has a secret.
 */
const VISITOR_ACCOUNTS = 32_768;

/** Addresses whose account is remembered, to save the hashing. */
const REMEMBERED_ADDRESSES = 1_000;

/** Whose limits are given is whoever `largestFor` finds; all counts are of this process alone. */
export function createRequestLimiter(limits: RateLimits): RequestLimiter {
  // The library's own limit is out of reach: limits differ by caller, so we compare ourselves.
  const options = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS, keyPrefix: "" };
  const requests = new RateLimiterMemory(options);
  const costs = new RateLimiterMemory(options);
  const secret = randomBytes(16).toString("hex");
  const accounts = new LRUCache<string, string>({ max: REMEMBERED_ADDRESSES });

  const accountOf = (address: string): string => {
    const known = accounts.get(address);
    if (known !== undefined) return known;
    const digest = Buffer.from(hash("sha256", secret + networkOf(address), "hex"), "hex");
    const account = String(digest.readUInt32BE() % VISITOR_ACCOUNTS);
    accounts.set(address, account);
    return account;
  };

  return {
    async admit(caller, address) {
      const key = caller.principal === VISITOR.principal ? accountOf(address) : caller.principal;
      const [asked, spent] = await Promise.all([requests.penalty(key, 1), costs.get(key)]);
      const mostRequests = largestFor(limits.requests, caller);
      const mostCost = largestFor(limits.cost, caller);
      const left = {
        requests: Math.max(0, mostRequests - asked.consumedPoints),
        cost: Math.max(0, mostCost - (spent?.consumedPoints ?? 0)),
      };
      const seconds = {
        requests: Math.ceil(asked.msBeforeNext / 1_000),
        cost: spent ? Math.ceil(Math.max(0, spent.msBeforeNext) / 1_000) : WINDOW_SECONDS,
      };
      const exceeded =
        asked.consumedPoints > mostRequests ? "requests" : left.cost === 0 && spent ? "cost" : undefined;
      // RateLimit header fields for HTTP (draft-ietf-httpapi-ratelimit-headers-10)
      const headers: Record<string, string> = {
        "ratelimit-policy": `"requests";q=${mostRequests};w=${WINDOW_SECONDS}, "cost";q=${mostCost};w=${WINDOW_SECONDS}`,
        ratelimit: `"requests";r=${left.requests};t=${seconds.requests}, "cost";r=${left.cost};t=${seconds.cost}`,
      };
      if (exceeded) headers["retry-after"] = String(Math.max(1, seconds[exceeded]));
      const charge: Admission["charge"] = (points) => void costs.penalty(key, points);
      return { headers, exceeded, charge };
    },
  };
}
