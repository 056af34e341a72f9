import { createHash } from "node:crypto";
import { printSchema } from "graphql";
import { consoleAssets } from "../../../gateway/console/consoleAssets.ts";
import { ERROR_CODES } from "../../../gateway/policy/ErrorCode.ts";
import type { HttpAnswer } from "../front/AnswerReader.ts";
import type { Outcome } from "../front/Knocker.ts";
import type { Front } from "../front/openFront.ts";
import type { Input } from "../inputs/Input.ts";
import { createLeakSearch } from "./findLeak.ts";

/** Codes that say that too much was asked at once, which a loaded machine may bring about: counted, not failed. */
const EXPLAINED = new Set(["DEADLINE_EXCEEDED", "SUBGRAPH_TIMEOUT", "SUBGRAPH_OVERLOADED", "NOT_READY"]);

/** What was found about one input; `problem` where it must not be. */
export interface Verdict {
  problem?: string;
  /** The codes of all errors in its answers. */
  codes: string[];
  /** At least one answer gives the data of an act, or a list without user errors. */
  acted: boolean;
}

/** Makes the judge of what became of an input: every promise of the front door that one input can break. */
export function createJudge({
  apiSchema,
  subgraphSchemas,
  signInChoices,
}: Pick<Front, "apiSchema" | "subgraphSchemas" | "signInChoices">) {
  const schemas = [apiSchema, ...subgraphSchemas.values()].map(printSchema).join("\n");
  const findLeak = createLeakSearch(schemas);
  const files = new Set([...consoleAssets(signInChoices).values()].map(({ content }) => digest(content)));

  const judgeAnswer = (answer: HttpAnswer, sent: string, isHead: boolean): Verdict => {
    const { status, headers, body } = answer;
    const type = headers["content-type"] ?? "";
    const none: Verdict = { codes: [], acted: false };
    const problem = (text: string): Verdict => ({ ...none, problem: `${status}: ${text}` });
    if (status === 302 || status === 304 || status === 204 || isHead) {
      return body.length === 0 ? none : problem("an answer that must have no body has one");
    }
    if (status === 200 && files.has(digest(body))) return none;
    const text = body.toString("utf8");
    const leak = findLeak(`${Object.values(headers).join("\n")}\n${text}`, sent);
    if (leak !== undefined) return problem(`it shows ${JSON.stringify(leak)}`);
    if (status === 200 && type.startsWith("text/plain") && text.startsWith("# HELP")) return none;
    if (!/^application\/(graphql-response\+)?json/.test(type)) return problem(`its type is "${type}"`);
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return problem("it is not JSON");
    }
    const results = Array.isArray(parsed) ? parsed : [parsed];
    const codes: string[] = [];
    for (const result of results) {
      const fault = faultOf(result, codes);
      if (fault) return { ...problem(fault), codes };
    }
    const isExplained = codes.length > 0 && codes.every((code) => EXPLAINED.has(code));
    if (status >= 500 && !isExplained) return { ...problem("a fault of ours"), codes };
    return { codes, acted: results.some(hasActed) };
  };

  return (input: Input, { answers, end, fault }: Outcome): Verdict => {
    const sent = withDecoded(Buffer.from(input.bytes, "latin1").toString("utf8"));
    const verdict: Verdict = { codes: [], acted: false };
    if (end === "hung") return { ...verdict, problem: `no end within the bound (${answers.length} answers)` };
    if (fault) return { ...verdict, problem: fault };
    // In doubt whether it was HEAD or no HTTP at all, an answer may have a body or none.
    const mayBeHead = input.answers === undefined && input.bytes.includes("HEAD ");
    for (const answer of answers) {
      const { problem, codes, acted } = judgeAnswer(
        answer,
        sent,
        mayBeHead ? answer.body.length === 0 : input.bytes.startsWith("HEAD "),
      );
      verdict.codes.push(...codes);
      verdict.acted ||= acted;
      if (problem) return { ...verdict, problem };
    }
    const owed = input.answers ?? 0;
    const isCut = answers.some(({ headers }) => headers.connection === "close");
    if (answers.length < owed && !(isCut && end === "closed"))
      return { ...verdict, problem: `${answers.length} answers to ${owed} requests` };
    const ids = answers.map(({ headers }) => headers["x-request-id"]);
    const expected = (input.ids ?? []).slice(0, ids.length);
    if (expected.some((id, at) => ids[at] !== id))
      return { ...verdict, problem: `answers out of order: ${ids} instead of ${expected}` };
    return verdict;
  };
}

/** What is wrong with one result as a GraphQL result or a page of ours; its codes go into `codes`. */
function faultOf(result: any, codes: string[]): string | undefined {
  if (typeof result !== "object" || result === null) return "it is no object";
  if (typeof result.status === "string") return undefined; // `/health`, `/ready`
  if (!("data" in result) && !("errors" in result)) return "it is neither data nor errors";
  if (result.errors === undefined) return undefined;
  if (!Array.isArray(result.errors) || result.errors.length === 0) return "its errors are no list";
  for (const error of result.errors) {
    const code: unknown = error?.extensions?.code;
    if (typeof error?.message !== "string" || typeof code !== "string")
      return "an error without message or code";
    codes.push(code);
    if (!Object.hasOwn(ERROR_CODES, code)) return `the code ${code} is not in the list`;
    if (code === "INTERNAL_SERVER_ERROR" || (code.startsWith("SUBGRAPH_") && !EXPLAINED.has(code)))
      return `${code} at ${JSON.stringify(error.path)}: a fault of ours`;
  }
  return undefined;
}

/** Whether a payload came back without user errors: then an act was done. */
const hasActed = (result: any): boolean =>
  Object.values((result?.data ?? {}) as object).some(
    (payload) => payload !== null && typeof payload === "object" && !(payload.userErrors?.length > 0),
  );

/** The text, and the same with its escapes undone: messages quote what was sent as they understood it. */
function withDecoded(text: string): string {
  const unescaped = text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll("\\\\", "\\")
    .replaceAll('\\"', '"');
  const unquoted = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return [text, unescaped, unquoted].join("\n");
}

const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("base64url");
