import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { AGENCIES } from "../caller/Caller.ts";
import { readFlags, StartError } from "../server/settings.ts";
import { createSigningKey, MIN_SECRET_BYTES, type WrittenKey } from "./createSigningKey.ts";
import { readKeyFile, type WrittenKeys, writeKeyFile } from "./keyFile.ts";

const USAGE = `Makes the keys with which the gateway signs its calls to subgraphs.

  npm run signing-key -- create [--subgraphs hospitals,talent] [--algorithm hmac-sha256|hmac-sm3] [--directory keys]
      writes keys/gateway.json, and for each subgraph keys/NAME.json with its own key alone
  npm run signing-key -- rotate [--subgraphs …] [--algorithm …] [--directory keys]
      puts a new key before the present one, in all files: restart the subgraphs first, then the gateways
  npm run signing-key -- retire [--subgraphs …] [--directory keys]
      keeps each subgraph's newest key alone: once every gateway has been restarted

Name the files by SIGNING_KEY_FILE. They are readable by their owner only; give each agency its own, never gateway.json.`;

/** The file with the keys of all subgraphs. */
const GATEWAY = "gateway";

/**
 * `npm run signing-key`: makes and replaces the keys with which the gateway signs its calls to subgraphs.
 * @returns what to print: which files have which keys
 * @throws StartError for arguments that make no sense, and files that are there or not there
 */
export function keyCommand(argv: string[]): string {
  const { command, directory, subgraphs, algorithm } = readArguments(argv);
  if (command === undefined) return USAGE;
  const fileOf = (name: string) => join(directory, `${name}.json`);

  if (command === "create") {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const taken = [GATEWAY, ...subgraphs].map(fileOf).find(existsSync);
    if (taken)
      throw new StartError(`${taken} is there already: rotate its keys, or choose another --directory`);
  }
  const before = command === "create" ? {} : read(fileOf(GATEWAY));
  const after: WrittenKeys = { ...before };
  for (const name of subgraphs) {
    const keys = before[name] ?? [];
    if (command !== "create" && keys.length === 0)
      throw new StartError(`${fileOf(GATEWAY)} has no key of "${name}": name the subgraphs with --subgraphs`);
    after[name] = command === "retire" ? keys.slice(0, 1) : [newKey(name, algorithm), ...keys.slice(0, 1)];
  }
  for (const name of subgraphs) writeKeyFile(fileOf(name), { [name]: after[name] ?? [] });
  writeKeyFile(fileOf(GATEWAY), after);
  return subgraphs
    .map((name) => `${fileOf(name)}: ${(after[name] ?? []).map(({ id }) => id).join(", ")}`)
    .join("\n");
}

function readArguments(argv: string[]) {
  const { values, positionals } = readFlags({
    args: argv,
    allowPositionals: true,
    options: {
      subgraphs: { type: "string", default: AGENCIES.join(",") },
      algorithm: { type: "string", default: "hmac-sha256" },
      directory: { type: "string", default: "keys" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command] = positionals;
  if (command !== undefined && !["create", "rotate", "retire"].includes(command))
    throw new StartError(`"${command}" is not create, rotate or retire; --help explains them`);
  const subgraphs = values.subgraphs.split(",").filter(Boolean);
  const odd = subgraphs.find((name) => !/^[\w-]+$/.test(name) || name === GATEWAY);
  if (odd) throw new StartError(`"${odd}" cannot be the name of a subgraph`);
  return { ...values, subgraphs, command: values.help ? undefined : command };
}

function read(file: string): WrittenKeys {
  try {
    return readKeyFile(file);
  } catch (error) {
    throw new StartError(`${file} ${(error as Error).message}`);
  }
}

function newKey(name: string, algorithm: string): WrittenKey {
  const secret = randomBytes(MIN_SECRET_BYTES).toString("base64url");
  const id = `${name}-${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString("hex")}`;
  try {
    createSigningKey({ id, secret, algorithm });
  } catch (error) {
    throw new StartError((error as Error).message);
  }
  return { id, secret, algorithm };
}
