import { readFileSync } from "node:fs";

const FILES = {
  "@apollo/gateway": "../../../node_modules/@apollo/gateway/package.json",
  "@apollo/server": "../../../node_modules/@apollo/server/package.json",
  "@graphql-hive/gateway": "../peers/node_modules/@graphql-hive/gateway/package.json",
  "@graphql-hive/router-runtime": "../peers/node_modules/@graphql-hive/router-runtime/package.json",
};

/** Versions of the gateways compared with, as installed. */
export function peerVersions(): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const [name, file] of Object.entries(FILES)) {
    try {
      versions[name] = JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")).version;
    } catch {
      versions[name] = "not installed";
    }
  }
  return versions;
}
