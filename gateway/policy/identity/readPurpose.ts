import { isPurpose, PURPOSES, type Purpose } from "../../../subgraphs/kit/caller/Purpose.ts";
import { IdentityRefusal } from "./IdentityRefusal.ts";

/** Every purpose that can be stated by itself: an emergency needs a break-glass grant. */
export const STATED_PURPOSES = (Object.keys(PURPOSES) as Purpose[]).filter((one) => one !== "emergency");

/**
 * The purpose a request states in `x-purpose`.
 * @param allowed those this caller may state; `null`: every one
 * @throws IdentityRefusal 400 for one that is none, 403 for one the caller may not state
 */
export function readPurpose(
  header: string | string[] | undefined,
  allowed: readonly Purpose[] | null,
): Purpose | null {
  if (header === undefined) return null;
  const text = String(header);
  const choice = STATED_PURPOSES.filter((one) => allowed?.includes(one) ?? true);
  const listed = choice.length > 0 ? `one of ${choice.join(", ")}` : "none: you may state no purpose";
  if (!isPurpose(text)) throw new IdentityRefusal(400, "BAD_REQUEST", `x-purpose must be ${listed}`);
  if (text === "emergency")
    throw new IdentityRefusal(403, "FORBIDDEN", "the purpose emergency needs a grant: POST /break-glass");
  if (!choice.includes(text))
    throw new IdentityRefusal(
      403,
      "FORBIDDEN",
      `you may not state this purpose; x-purpose must be ${listed}`,
    );
  return text;
}
