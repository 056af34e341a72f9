import { textOf } from "./DoctorFacts.ts";
import { type Check, danger, type Finding, ok, warning } from "./Finding.ts";
import { type HostReach, reachOf } from "./hosts.ts";
import { hostsData } from "./hostsData.ts";

/** How the database is reached: with a password, and not in the clear. */
export const checkMongodb: Check = (facts): Finding[] => {
  const url = textOf(facts, "MONGODB_URL");
  if (url === "" || !hostsData(facts)) return [];
  const [, scheme, user, hosts = "", query = ""] =
    /^(mongodb(?:\+srv)?):\/\/(?:([^@/]*)@)?([^/?]*)[^?]*\??(.*)$/.exec(url) ?? [];
  const options = new URLSearchParams(query);
  const farthest = hosts
    .split(",")
    .map((host) => reachOf(host.replace(/:\d+$/, "")))
    .reduce(farther, "loopback");
  const findings: Finding[] = [];
  if (!user && !options.has("authMechanism"))
    findings.push(
      (farthest === "loopback" ? warning : danger)(
        "mongodb-credentials",
        "MONGODB_URL has no credentials: the database answers whoever reaches it",
        "make a user for this subgraph's database alone",
      ),
    );
  const isTls = ["tls", "ssl"].some((name) => options.get(name) === "true");
  const isSrv = scheme === "mongodb+srv" && options.get("tls") !== "false";
  if (!isTls && !isSrv && farthest !== "loopback")
    findings.push(
      (farthest === "network" ? danger : warning)(
        "mongodb-tls",
        "MONGODB_URL goes over the network in the clear",
        farthest === "network" ? "add tls=true" : "add tls=true unless this is a network inside one machine",
      ),
    );
  return findings.length > 0
    ? findings
    : [ok("mongodb", "the database asks for a password; the way to it is closed")];
};

const ORDER: HostReach[] = ["loopback", "single label", "network"];
const farther = (one: HostReach, other: HostReach) =>
  ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one;
