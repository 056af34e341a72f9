import { z } from "zod";
import { AGENCIES, type Caller, VISITOR } from "./Caller.ts";
import { isPurpose, type Purpose } from "./Purpose.ts";
import { isScope, type Scope } from "./Scope.ts";

/** The header in which the gateway tells a subgraph who asks; worth nothing unless the request is signed. */
export const CALLER_HEADER = "x-liandong-caller";

const schema = z.strictObject({
  principal: z.string().min(1).max(256),
  agency: z.enum(AGENCIES).nullable(),
  unit: z.string().max(128).nullable(),
  scopes: z.array(z.custom<Scope>((value) => typeof value === "string" && isScope(value))).readonly(),
  purpose: z.custom<Purpose>((value) => typeof value === "string" && isPurpose(value)).nullable(),
  breakGlass: z.boolean(),
});

const encoded = new WeakMap<Caller, string>();

/** The caller as the header's value (base64url of JSON); equal callers have equal texts. */
export function encodeCaller(caller: Caller): string {
  const known = encoded.get(caller);
  if (known !== undefined) return known;
  const { principal, agency, unit, scopes, purpose, breakGlass } = caller;
  const ordered = { principal, agency, unit, scopes: [...scopes].sort(), purpose, breakGlass };
  const text = Buffer.from(JSON.stringify(ordered)).toString("base64url");
  encoded.set(caller, text);
  return text;
}

/**
 * The caller of a header's value; without one it is a visitor.
 * @throws Error when the value is not one that `encodeCaller` makes
 */
export function decodeCaller(text: string | undefined): Caller {
  if (text === undefined) return VISITOR;
  return schema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
}
