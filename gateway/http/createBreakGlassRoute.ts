import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { createAlarms } from "../../subgraphs/kit/server/createAlarms.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { readJsonBody } from "../../subgraphs/kit/server/readJsonBody.ts";
import type { BreakGlass } from "../policy/identity/createBreakGlass.ts";
import { IdentityRefusal } from "../policy/identity/IdentityRefusal.ts";
import type { Admit } from "./createAdmission.ts";
import { sendJson } from "./sendJson.ts";

const body = z.strictObject({
  reason: z
    .string()
    .trim()
    .max(1_000)
    .refine((text) => text.replace(/\s/g, "").length >= 10),
  purpose: z.literal("emergency"),
});

/**
 * `POST /break-glass {"reason": "…", "purpose": "emergency"}`: a caller with the scope `break-glass` gets a short grant, to
 * be sent as `x-break-glass` beside their own credentials. Answers 201 with `grant` and `expiresAt` (ISO 8601).
 * @throws RequestRefusal for everything that is wrong with the request
 */
export function createBreakGlassRoute(admit: Admit, breakGlass: BreakGlass) {
  const limits = { maxBytes: 16_384, alarms: createAlarms(10_000) };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST")
      throw new RequestRefusal(405, "ask for a grant by POST", { allow: "POST" });
    if (request.headers["x-break-glass"] !== undefined)
      throw new RequestRefusal(400, "ask for a new grant without the old one");
    const { caller, admission } = await admit(request);
    // Before the body is looked at: who may not ask learns nothing of what it should be.
    if (!caller.scopes.includes("break-glass"))
      throw new IdentityRefusal(403, "FORBIDDEN", "emergency access needs the scope break-glass");
    const given = body.safeParse(await readJsonBody(request, limits));
    if (!given.success)
      throw new RequestRefusal(
        400,
        'send {"reason": "…", "purpose": "emergency"}, the reason in at least 10 and at most 1000 characters',
      );
    const { grant, expiresAt } = await breakGlass.grant(caller, given.data.reason);
    const granted = { grant, expiresAt: new Date(expiresAt).toISOString() };
    sendJson(response, 201, granted, admission?.headers);
  };
}
