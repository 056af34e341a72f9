// Keys as they are given: by a setting or a file, checked, never repeated in a message; made and replaced by a command.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartError } from "../server/settings.ts";
import { newSecret } from "../testing/signingKey.ts";
import { keyCommand } from "./keyCommand.ts";
import { loadSigningKeys } from "./loadSigningKeys.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "liandong-keys-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const given = (
  settings: { list?: string; file?: string },
  MODE: "development" | "production" = "production",
) => loadSigningKeys({ MODE, GATEWAY_SIGNING_KEY: settings.list, SIGNING_KEY_FILE: settings.file });
const mistake = (settings: { list?: string; file?: string }): string => {
  try {
    given(settings);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as Error).message;
  }
  throw new Error("no mistake was found");
};
const file = (content: unknown, mode = 0o600): string => {
  const path = join(directory, `${newSecret(6)}.json`);
  writeFileSync(path, JSON.stringify(content));
  chmodSync(path, mode);
  return path;
};
const ids = (keys: ReturnType<typeof given>) =>
  Object.fromEntries([...keys].map(([name, list]) => [name, list.map(({ id }) => id)]));

describe("keys", () => {
  it("are none unless given", () => expect(given({}).size).toBe(0));
  it("come from a list, the first of a subgraph first", () => {
    const list = `hospitals=h2:${newSecret()},talent=t1:${newSecret()}:hmac-sm3,hospitals=h1:${newSecret(64)}`;
    const keys = given({ list });
    expect(ids(keys)).toEqual({ hospitals: ["h2", "h1"], talent: ["t1"] });
    expect(keys.get("talent")?.[0]?.algorithm).toBe("hmac-sm3");
  });
  it("come from a file", () =>
    expect(ids(given({ file: file({ talent: [{ id: "t1", secret: newSecret() }] }) }))).toEqual({
      talent: ["t1"],
    }));
  it("are not shown when something prints them", () => {
    const secret = newSecret();
    const keys = given({ list: `talent=t1:${secret}` });
    const [key] = keys.get("talent") ?? [];
    expect(`${JSON.stringify(key)}${String(key?.secret)}`).not.toContain(secret);
  });
});

describe("a mistake is named without the secret:", () => {
  const secret = newSecret();
  it.each<[string, { list?: string; file?: string }, RegExp]>([
    ["no list", { list: secret }, /GATEWAY_SIGNING_KEY: must be a list such as hospitals=keyid:secret/],
    ["a short secret", { list: `talent=t1:${newSecret(31)}` }, /"t1" must be base64url of at least 32/],
    ["another encoding", { list: `talent=t1:${secret}=` }, /"t1" must be base64url/],
    ["another algorithm", { list: `talent=t1:${secret}:md5` }, /hmac-sha256 or hmac-sm3/],
    ["an odd key id", { list: `talent=t"1:${secret}` }, /a key id has/],
    ["an id twice", { list: `talent=k:${secret},stations=k:${newSecret()}` }, /"k" is given twice/],
    [
      "one secret for two subgraphs",
      { list: `talent=t1:${secret},stations=s1:${secret}` },
      /"t1" and "s1" have the same secret/,
    ],
    ["both settings", { list: `talent=t1:${secret}`, file: "keys.json" }, /not both/],
    ["a file that is not there", { file: "/nowhere/keys.json" }, /nowhere.*cannot be read/],
  ])("%s", (_, settings, message) => {
    const text = mistake(settings);
    expect(text).toMatch(message);
    expect(text).not.toContain(secret);
  });
  it.each([
    ["a file of another form", { talent: [{ id: "t1", key: secret }] }, 0o600, /is not a key file/],
    ["a subgraph without keys", { talent: [] }, 0o600, /is not a key file/],
    ["a file that others may read", { talent: [{ id: "t1", secret }] }, 0o640, /chmod 600/],
  ])("%s", (_, content, mode, message) => {
    const text = mistake({ file: file(content, mode) });
    expect(text).toMatch(message);
    expect(text).not.toContain(secret);
  });
  it("others may read the file in development", () =>
    expect(given({ file: file({ talent: [{ id: "t1", secret }] }, 0o644) }, "development").size).toBe(1));
});

describe("npm run signing-key", () => {
  const run = (...args: string[]) => keyCommand([...args, "--directory", join(directory, "made")]);
  const made = (name: string) => join(directory, "made", `${name}.json`);
  const live = (name: string, subgraph: string) => ids(given({ file: made(name) }))[subgraph];

  it("makes, replaces and retires keys, each agency's in a file of its own", () => {
    run("create", "--subgraphs", "hospitals,talent");
    expect(Object.keys(ids(given({ file: made("talent") })))).toEqual(["talent"]);
    expect(live("gateway", "talent")).toEqual(live("talent", "talent"));
    expect(statSync(made("gateway")).mode & 0o777).toBe(0o600);
    const [first] = live("talent", "talent") ?? [];
    const other = live("gateway", "hospitals");

    const printed = run("rotate", "--subgraphs", "talent");
    expect(live("talent", "talent")).toEqual([expect.any(String), first]);
    expect(live("gateway", "talent")).toEqual(live("talent", "talent"));
    expect(live("gateway", "hospitals")).toEqual(other);

    run("retire", "--subgraphs", "talent");
    expect(live("talent", "talent")).toHaveLength(1);
    expect(live("gateway", "talent")).toEqual(live("talent", "talent"));
    expect(live("talent", "talent")).not.toContain(first);
    for (const { secret } of Object.values<any>(JSON.parse(readFileSync(made("gateway"), "utf8"))).flat())
      expect(printed).not.toContain(secret);
  });
  it.each([
    ["never overwrites keys", ["create", "--subgraphs", "talent"], /is there already/],
    ["knows its commands", ["destroy"], /create, rotate or retire/],
    [
      "knows its algorithms",
      ["rotate", "--subgraphs", "talent", "--algorithm", "md5"],
      /hmac-sha256 or hmac-sm3/,
    ],
    ["replaces only what is there", ["rotate", "--subgraphs", "stations"], /has no key of "stations"/],
    ["names flags it does not know", ["create", "--force"], /--force.*--help/],
  ])("%s", (_, args, message) => {
    expect(() => run(...args)).toThrow(StartError);
    expect(() => run(...args)).toThrow(message);
  });
});
