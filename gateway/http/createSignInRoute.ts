import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { createAlarms } from "../../subgraphs/kit/server/createAlarms.ts";
import { RequestRefusal } from "../../subgraphs/kit/server/RequestRefusal.ts";
import { readJsonBody } from "../../subgraphs/kit/server/readJsonBody.ts";
import type { SignIn } from "../policy/identity/createSignIn.ts";
import { sendJson } from "./sendJson.ts";

/**
 * `POST /dev/token {"role": "…"}`, development only: a token for a sample role, for the page of the playground. Pages of
 * other origins get none, nor those that make their own name point here (DNS rebinding).
 * @throws RequestRefusal for everything that is wrong with the request
 */
export function createSignInRoute({ choices, tokenFor }: SignIn) {
  const limits = { maxBytes: 1_024, alarms: createAlarms(10_000) };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST")
      throw new RequestRefusal(405, "ask for a token by POST", { allow: "POST" });
    refuseOtherPages(request);
    const given = await readJsonBody(request, limits);
    const role = given !== null && typeof given === "object" && "role" in given ? given.role : undefined;
    const token = typeof role === "string" ? tokenFor(role) : undefined;
    if (!token) {
      const names = choices.roles.map(({ name }) => name).filter((name) => name !== "visitor");
      throw new RequestRefusal(400, `send {"role": "…"}, one of ${names.join(", ")}`);
    }
    sendJson(response, 200, { token: await token });
  };
}

function refuseOtherPages({ headers }: IncomingMessage): void {
  const { host = "", origin, "sec-fetch-site": site } = headers;
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  if (name !== "localhost" && isIP(name) === 0)
    throw new RequestRefusal(403, "open the playground as localhost, or by the gateway's address");
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!isOwn || (site !== undefined && site !== "same-origin" && site !== "none"))
    throw new RequestRefusal(403, "only the gateway's own page may sign in here");
}
