// `npm run -s token -- ROLE`: a token for a sample role, to try the graph with; development only.
import { AGENCIES, type Agency } from "../../subgraphs/kit/caller/Caller.ts";
import { isPurpose } from "../../subgraphs/kit/caller/Purpose.ts";
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { readFlags, readSettings, StartError } from "../../subgraphs/kit/server/settings.ts";
import type { TokenChanges } from "../policy/identity/createDevelopmentIssuer.ts";
import { isRole, ROLES, type SampleRole } from "../policy/identity/roles.ts";
import { developmentIssuerOf } from "./credentialsOf.ts";
import { gatewaySettings } from "./gatewaySettings.ts";
import { readDuration } from "./readDuration.ts";

const USAGE = `npm run -s token -- ROLE [flags]: prints a token for a sample role (development only).

Roles:
${Object.entries(ROLES)
  .map(
    ([name, { title, scopes }]: [string, SampleRole]) =>
      `  ${name.padEnd(16)} ${title}: ${scopes.join(" ") || "no scopes"}`,
  )
  .join("\n")}

Flags:
  --agency    ${AGENCIES.join(", ")} or none
  --unit      an institution or station, such as mi_110114_001 or st_110114_01, or none
  --purposes  the purposes it may state, comma separated
  --ttl       how long it is good: 30s, 15m, 8h or 2d (8h)
  --data-dir  the gateway's DATA_DIR, where its key is (./data)
  --mode      the gateway's MODE

Send it as: authorization: Bearer TOKEN, the purpose as: x-purpose: PURPOSE`;

await runMain(async () => {
  const { values, positionals } = givenFlags();
  if (values.help) return console.log(USAGE);
  const [role = "", ...rest] = positionals;
  if (!isRole(role) || rest.length > 0)
    throw new StartError(`give one role: ${Object.keys(ROLES).join(", ")}; --help says more`);
  if (role === "visitor") throw new StartError("a visitor needs no token: ask without one");
  const argv = ["data-dir", "mode"].flatMap((flag) => {
    const value = values[flag as "mode"];
    return value === undefined ? [] : [`--${flag}`, value];
  });
  const issuer = developmentIssuerOf(readSettings(gatewaySettings, { argv, env: process.env }));
  if (!issuer) throw new StartError("in production the gateway makes no tokens: ask your token issuer");
  console.log(await issuer.mint(role, changesOf(values)).catch(cannotKeepKey));
});

function givenFlags() {
  const text = { type: "string" } as const;
  const options = { agency: text, unit: text, purposes: text, ttl: text, "data-dir": text, mode: text };
  return readFlags({
    options: { ...options, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
}

function changesOf({
  agency,
  unit,
  purposes,
  ttl,
}: Record<string, string | boolean | undefined>): TokenChanges {
  const changes: TokenChanges = {};
  if (typeof agency === "string") {
    if (agency !== "none" && !AGENCIES.includes(agency as Agency))
      throw new StartError(`--agency must be ${AGENCIES.join(", ")} or none`);
    changes.agency = agency === "none" ? null : (agency as Agency);
  }
  if (typeof unit === "string") changes.unit = unit === "none" ? null : unit;
  if (typeof purposes === "string") {
    changes.purposes = purposes.split(",").map((one) => {
      if (!isPurpose(one) || one === "emergency")
        throw new StartError(`--purposes: "${one}" cannot be stated`);
      return one;
    });
  }
  if (typeof ttl === "string") changes.lifeS = readDuration("--ttl", ttl);
  return changes;
}

function cannotKeepKey(error: NodeJS.ErrnoException): never {
  if (error.code === undefined) throw error;
  throw new StartError(`the key cannot be kept in DATA_DIR (${error.code}): give one that can be written`);
}
