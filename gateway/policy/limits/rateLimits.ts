import { type PerRole, parsePerRole, type Role } from "./perRole.ts";

/** What callers may ask for in one minute, by role. */
export interface RateLimits {
  /** HTTP requests. */
  requests: PerRole;
  /** Estimated cost of all operations. */
  cost: PerRole;
}

interface Rate {
  requests: number;
  cost: number;
}

const rate = (requests: number, cost: number): Rate => ({ requests, cost });

/** What is in the way of a runaway client in production, and of nobody who develops. */
const DEFAULTS: Readonly<Record<"production" | "development", ReadonlyMap<Role, Rate>>> = {
  production: new Map([
    ["visitor", rate(300, 200_000)],
    ["authenticated", rate(1_200, 2_000_000)],
  ]),
  development: new Map([["visitor", rate(600_000, 1_000_000_000)]]),
};

/**
 * Reads the setting `RATE_LIMITS`: `auto`, `off`, or `role=requests:cost` for one minute, comma separated.
 * @returns undefined for `off`
 * @throws Error that says which part is wrong, and what is allowed
 */
export function parseRateLimits(text: string, mode: "production" | "development"): RateLimits | undefined {
  if (text === "off") return undefined;
  const rates = parsePerRole(text === "auto" ? "" : text, DEFAULTS[mode], parseRate);
  return {
    requests: new Map([...rates].map(([role, { requests }]) => [role, requests])),
    cost: new Map([...rates].map(([role, { cost }]) => [role, cost])),
  };
}

function parseRate(text: string): Rate {
  const [, requests, cost] = /^(\d{1,12}):(\d{1,12})$/.exec(text) ?? [];
  if (requests === undefined) throw new Error(`"${text}" must be requests:cost a minute, such as 300:200000`);
  return rate(Number(requests), Number(cost));
}
