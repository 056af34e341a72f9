import { AGENCIES, type Agency, type Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import { isPurpose, type Purpose } from "../../../subgraphs/kit/caller/Purpose.ts";
import { isScope, type Scope } from "../../../subgraphs/kit/caller/Scope.ts";

/** What a token or a key says of its holder, as it says it. */
export interface PersonClaims {
  principal: string;
  agency?: unknown;
  unit?: unknown;
  /** What is no scope of ours counts for nothing. */
  scopes: readonly string[];
  /** The purposes they may state. @default every one */
  purposes?: readonly string[] | undefined;
}

/** Somebody whose credentials are good, whatever they ask for: makes one and the same `Caller` for each purpose. */
export class Person {
  readonly principal: string;
  readonly agency: Agency | null;
  readonly unit: string | null;
  readonly scopes: readonly Scope[];
  /** `null`: every one. */
  readonly purposes: readonly Purpose[] | null;
  readonly #callers = new Map<Purpose | null, Caller>();

  constructor({ principal, agency, unit, scopes, purposes }: PersonClaims) {
    this.principal = principal;
    this.agency = AGENCIES.find((one) => one === agency) ?? null;
    this.unit = typeof unit === "string" && unit !== "" && unit.length <= 128 ? unit : null;
    this.scopes = Object.freeze([...new Set(scopes)].filter(isScope));
    this.purposes = purposes?.filter(isPurpose) ?? null;
  }

  /** The caller for a purpose; `emergency` only exists with a break-glass grant. The same object each time. */
  as(purpose: Purpose | null): Caller {
    const known = this.#callers.get(purpose);
    if (known) return known;
    const { principal, agency, unit, scopes } = this;
    const caller = Object.freeze({
      principal,
      agency,
      unit,
      scopes,
      purpose,
      breakGlass: purpose === "emergency",
    });
    this.#callers.set(purpose, caller);
    return caller;
  }
}
