import type { Caller } from "../caller/Caller.ts";
import { SCOPES, type Scope } from "../caller/Scope.ts";

/** A caller for tests: somebody with these scopes, and whatever else is said of them. */
export const callerWith = (scopes: readonly Scope[], rest: Partial<Caller> = {}): Caller => ({
  principal: "user:test",
  agency: null,
  unit: null,
  scopes,
  purpose: null,
  breakGlass: false,
  ...rest,
});

/** Somebody who may do everything, but has stated no purpose: personal data stays masked. */
export const EVERY_SCOPE: Caller = callerWith(Object.keys(SCOPES) as Scope[]);

/** The same with a purpose: sees personal data clear. */
export const EVERYTHING_CLEAR: Caller = { ...EVERY_SCOPE, purpose: "supervision" };
