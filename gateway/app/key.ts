// `npm run -s key -- create | list | revoke`: the API keys of machines; secrets are shown once and kept nowhere.
import { AGENCIES, type Agency } from "../../subgraphs/kit/caller/Caller.ts";
import { PURPOSES } from "../../subgraphs/kit/caller/Purpose.ts";
import { SCOPES } from "../../subgraphs/kit/caller/Scope.ts";
import { runMain } from "../../subgraphs/kit/server/runMain.ts";
import { readFlags, StartError } from "../../subgraphs/kit/server/settings.ts";
import { type ApiKey, makeApiKey, readApiKeys, writeApiKeys } from "../policy/identity/ApiKeyFile.ts";
import { readDuration } from "./readDuration.ts";

const USAGE = `npm run -s key -- create --id ID --scopes SCOPES [flags]   makes a key and prints its secret, once
npm run -s key -- list                                       the keys, without secrets
npm run -s key -- revoke --id ID                             ends a key: a running gateway knows within a second

Flags:
  --file      the key file (API_KEYS, or ./api-keys.json)
  --id        a name of a-z, 0-9 and -
  --scopes    comma separated: ${Object.keys(SCOPES).join(", ")}
  --agency    ${AGENCIES.join(", ")}
  --unit      an institution or station, such as mi_110114_001 or st_110114_01
  --purposes  the purposes it may state, comma separated (all): ${Object.keys(PURPOSES).join(", ")}
  --ttl       how long it is good, such as 90d (until it is revoked)

Send it as: x-api-key: ID.SECRET`;

type Flags = ReturnType<typeof givenFlags>["values"];

await runMain(async () => {
  const { values, positionals } = givenFlags();
  if (values.help) return console.log(USAGE);
  const [command] = positionals;
  const commands = { create, list, revoke };
  if (positionals.length !== 1 || !Object.hasOwn(commands, command ?? ""))
    throw new StartError("say create, list or revoke; --help says more");
  const file = values.file ?? process.env.API_KEYS ?? "api-keys.json";
  commands[command as keyof typeof commands](file, keysOf(file), values);
});

function create(file: string, keys: readonly ApiKey[], flags: Flags): void {
  const { id, scopes = "", agency = null, unit = null, purposes, ttl } = flags;
  if (id === undefined) throw new StartError("--id is missing: a name for the key");
  if (keys.some((key) => key.id === id))
    throw new StartError(`there is a key ${id} already: choose another name, for a name is never used again`);
  const life = ttl === undefined ? null : readDuration("--ttl", ttl);
  const made = orStartError(() =>
    makeApiKey({
      id,
      scopes: listOf(scopes) as ApiKey["scopes"],
      agency: agency as Agency | null,
      unit,
      purposes: purposes === undefined ? null : (listOf(purposes) as ApiKey["purposes"]),
      expires: life === null ? null : new Date(Date.now() + life * 1_000).toISOString(),
    }),
  );
  writeApiKeys(file, [...keys, made.key]);
  console.error(`This key is shown once and kept nowhere; ${file} has only its hash.`);
  console.log(`${id}.${made.secret}`);
}

function list(file: string, keys: readonly ApiKey[]): void {
  if (keys.length === 0) console.log(`no keys in ${file}`);
  for (const { id, scopes, agency, unit, expires, revoked } of keys) {
    const state = revoked ? `revoked ${revoked}` : expires ? `until ${expires}` : "until revoked";
    console.log([id, state, agency ?? "-", unit ?? "-", scopes.join(" ") || "no scopes"].join("\t"));
  }
}

function revoke(file: string, keys: readonly ApiKey[], { id }: Flags): void {
  if (!keys.some((key) => key.id === id))
    throw new StartError(`there is no key ${id ?? "without --id"} in ${file}`);
  const revoked = new Date().toISOString();
  writeApiKeys(
    file,
    keys.map((key) => (key.id === id ? { ...key, revoked: key.revoked ?? revoked } : key)),
  );
  console.log(`${id} is revoked`);
}

function givenFlags() {
  const text = { type: "string" } as const;
  const options = { file: text, id: text, scopes: text, agency: text, unit: text, purposes: text, ttl: text };
  return readFlags({
    options: { ...options, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
}

function listOf(text: string): string[] {
  return text.split(",").filter(Boolean);
}

function keysOf(file: string): ApiKey[] {
  try {
    return readApiKeys(file);
  } catch {
    throw new StartError(`${file} is no key file`);
  }
}

function orStartError<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}
