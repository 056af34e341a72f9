// Error codes are one closed list, from end to end: whatever code is written anywhere is in it, and everything in it is documented.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../gateway/policy/ErrorCode.ts";
import { CALLER_CODES } from "../subgraphs/kit/graphql/CallerCode.ts";

const ROOT = new URL("../", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, ROOT), "utf8");

const sources = ["gateway", "subgraphs"].flatMap((room) =>
  readdirSync(new URL(room, ROOT), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|(^|\/)testing\/|(^|\/)sample\//.test(file))
    .map((file) => `${room}/${file}`),
);

/** Codes as source text gives them to an error: in its extensions, or to one of the makers of errors. */
const EMITTED = [
  /\bextensions: \{[^{}]*\bcode: "([A-Z][A-Z_]+)"/g,
  /\b(?:problem|refusalAnswer|RequestRefusal|SubgraphFailure|fail|abandon)\([^;]*?"([A-Z]+_[A-Z_]+)"/g,
];

/** Values of `enum UserErrorCode`: expected failures of acts, which are data and not errors. */
const userErrorCodes = [
  ...(/enum UserErrorCode \{([\s\S]*?)\n\}/.exec(read("schema/shared.graphql"))?.[1] ?? "").matchAll(
    /^ {2}([A-Z_]+)$/gm,
  ),
].map(([, code]) => code);

const emitted = new Map<string, string>();
for (const file of sources) {
  const text = read(file);
  for (const pattern of EMITTED) for (const [, code = ""] of text.matchAll(pattern)) emitted.set(code, file);
}

describe("every code", () => {
  it("is found where it is known to be", () =>
    expect([...emitted.keys()]).toEqual(
      expect.arrayContaining([
        "BAD_USER_INPUT",
        "BAD_REQUEST",
        "NOT_READY",
        "DEADLINE_EXCEEDED",
        "SUBGRAPH_OFF",
        "INTERNAL_SERVER_ERROR",
      ]),
    ));

  it("that is written anywhere is in the closed list", () => {
    const unknown = [...emitted].filter(
      ([code]) => !Object.hasOwn(ERROR_CODES, code) && !userErrorCodes.includes(code),
    );
    expect(unknown).toEqual([]);
  });

  it("of a subgraph that is the caller's to mend is that to the gateway too", () => {
    for (const code of CALLER_CODES) expect([code, ERROR_CODES[code]]).toEqual([code, "caller"]);
  });

  it.each(["README.md", "README.zh-CN.md"])("is documented in %s, and nothing else is", (name) => {
    const rows = [...read(name).matchAll(/^\| (`[A-Z_]+`(?:[,、] ?`[A-Z_]+`)*) \| [^|]+ \|$/gm)];
    const documented = rows.flatMap(([, codes = ""]) =>
      [...codes.matchAll(/`([A-Z_]+)`/g)].map(([, code = ""]) => code),
    );
    expect(documented.sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });
});
