// One line per request: who asked what kind of thing and how it went; never values, never credentials.
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { openTestGateway } from "../../http/testing/openTestGateway.ts";
import { createLogger, type LoggerOptions } from "./createLogger.ts";

/** A logger that keeps its lines. */
function openLog(level: LoggerOptions["level"]) {
  const lines: any[] = [];
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(
        ...chunk
          .toString()
          .trim()
          .split("\n")
          .map((line: string) => JSON.parse(line)),
      );
      done();
    },
  });
  return { lines, logger: createLogger({ level, destination }) };
}

/** The lines of one request, written when its answer was sent. */
async function linesOf(level: LoggerOptions["level"], query: string, variables = {}) {
  const { lines, logger } = openLog(level);
  await using gateway = await openTestGateway({ logger, identify: () => VISITOR });
  const headers = { "x-request-id": "req-7", authorization: "Bearer token-1", cookie: "session=token-2" };
  await (await gateway.post({ query, variables }, headers)).text();
  await gateway[Symbol.asyncDispose]();
  return lines;
}

const QUERY = 'query Ask($name: String) { hello(name: $name) broken again: hello(name: "literal-3") }';
const VARIABLES = { name: "variable-4" };

describe("the line of a request", () => {
  it("says what is needed to find and judge it", async () => {
    const lines = await linesOf("info", QUERY, VARIABLES);
    expect(lines.filter(({ msg }) => msg === "request")).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        requestId: "req-7",
        route: "graphql",
        status: 200,
        durationMs: expect.any(Number),
        operationName: "Ask",
        kind: "query",
        outcome: "partial",
        codes: ["INTERNAL_SERVER_ERROR"],
        msg: "request",
      },
    ]);
  });

  it.each(["info", "debug"] as const)("at %s holds no value, literal or credential", async (level) => {
    const text = JSON.stringify(await linesOf(level, QUERY, VARIABLES));
    expect(text).not.toMatch(/token-1|token-2|literal-3|variable-4/);
  });

  it("the operation's text is there only at debug, its literals emptied", async () => {
    const textOf = async (level: "info" | "debug") => JSON.stringify(await linesOf(level, QUERY, VARIABLES));
    expect(await textOf("info")).not.toContain("again: hello");
    expect(await textOf("debug")).toContain('again: hello(name: \\"\\")');
  });

  it("is not written at warn", async () =>
    expect((await linesOf("warn", "{ hello }")).filter(({ msg }) => msg === "request")).toEqual([]));
});

it("credentials in logged headers are blanked, wherever they stand", () => {
  const { lines, logger } = openLog("info");
  const headers = { authorization: "Bearer x", cookie: "y", "x-api-key": "z", accept: "text/html" };
  logger.info({ headers, request: { headers }, err: { request: { headers } } }, "a message");
  expect(JSON.stringify(lines)).not.toMatch(/Bearer x|"y"|"z"/);
  expect(JSON.stringify(lines)).toContain("text/html");
});
