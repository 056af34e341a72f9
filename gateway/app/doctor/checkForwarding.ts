import { type Check, ok, warning } from "./Finding.ts";

/** Headers that say where somebody is, or are not a subgraph's matter. */
const TELLING = /^(x-forwarded-|forwarded$|x-real-ip$|true-client-ip$|user-agent$|referer$)/;

/** What of a client's request goes on to the agencies; the dangerous ones stop the start. */
export const checkForwarding: Check = ({ settings }) => {
  const names = Array.isArray(settings.FORWARD_HEADERS) ? settings.FORWARD_HEADERS.map(String) : [];
  if (names.length === 0) return [];
  const telling = names.filter((name) => TELLING.test(name.toLowerCase()));
  return telling.length > 0
    ? [
        warning(
          "forward-headers",
          `${telling.join(", ")} tells every agency about the client's device`,
          "take it out of FORWARD_HEADERS unless the agencies need it",
        ),
      ]
    : [ok("forward-headers", `${names.join(", ")} goes on to subgraphs, nothing else`)];
};
