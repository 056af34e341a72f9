import { type DoctorFacts, textOf } from "./DoctorFacts.ts";
import { type Check, danger, ok, warning } from "./Finding.ts";
import { reachOf } from "./hosts.ts";

/** Settings any of which gives callers a way to say who they are. */
const IDENTITY = ["TOKEN_KEYS", "API_KEYS"];

/** Where the program listens, against what it asks of those who come. */
export const checkListening: Check = (facts) => {
  const host = textOf(facts, "HOST");
  if (reachOf(host) === "loopback") return [ok("listening", `listens on ${host} only`)];
  if (facts.program === "subgraph") return [subgraph(facts, host), subgraphTls(facts)];
  const isKnown = IDENTITY.some((name) => textOf(facts, name) !== "");
  return [
    isKnown
      ? ok("listening", `listens on ${host}; callers can say who they are`)
      : warning(
          "listening",
          `listens on ${host} and has no way for callers to say who they are: everybody is a visitor`,
          `set ${IDENTITY.join(" or ")}, or listen on 127.0.0.1`,
        ),
    warning(
      "listening-tls",
      `clients reach ${host} over plain http`,
      "let a proxy in front of the gateway end TLS, and nobody reach the gateway's port but the proxy",
    ),
  ];
};

const subgraphTls = ({ settings }: DoctorFacts) =>
  settings.TLS_CERT === undefined
    ? warning(
        "listening-tls",
        "answers over plain http: who is between can read them",
        "set TLS_CERT and TLS_KEY, and TLS_CA to let only the gateway's certificate in",
      )
    : ok("listening-tls", "answers over https");

function subgraph({ keys, subgraph: name = "", settings }: DoctorFacts, host: string) {
  if (keys.has(name)) return ok("listening", `listens on ${host}; only the gateway is answered`);
  return settings.TLS_CA === undefined
    ? danger(
        "listening",
        `listens on ${host} and answers everybody`,
        "give it its key in SIGNING_KEY_FILE, or listen on 127.0.0.1",
      )
    : warning(
        "listening",
        `listens on ${host}; callers need a certificate, but calls are not signed`,
        "give it its key in SIGNING_KEY_FILE",
      );
}
