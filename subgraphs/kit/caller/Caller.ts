import type { Purpose } from "./Purpose.ts";
import type { Scope } from "./Scope.ts";

/** The agencies a caller may belong to: the owners of the subgraphs. */
export const AGENCIES = ["hospitals", "volunteers", "stations", "talent"] as const;

export type Agency = (typeof AGENCIES)[number];

/**
 * On whose behalf a request is made: found out by the gateway, trusted by the subgraphs because the gateway signs it.
 * Everything an answer may depend on is in here, so that equal callers may share answers.
 */
export interface Caller {
  /** Who: `visitor`, `user:<subject of the token>` or `key:<id of the API key>`. */
  principal: string;
  /** The agency they work for; `null` for visitors and for those who work for none. */
  agency: Agency | null;
  /** Their institution, station or organisation inside the agency, by its id. */
  unit: string | null;
  scopes: readonly Scope[];
  /** What they ask for; `null` where none was stated: then personal data stays masked. */
  purpose: Purpose | null;
  /** Whether this is an emergency access, with a reason on record and an end in sight. */
  breakGlass: boolean;
}

/** Who asks without saying who they are: public figures only. */
export const VISITOR: Caller = Object.freeze({
  principal: "visitor",
  agency: null,
  unit: null,
  scopes: Object.freeze([]),
  purpose: null,
  breakGlass: false,
});

export const hasScope = ({ scopes }: Caller, scope: Scope): boolean => scopes.includes(scope);
