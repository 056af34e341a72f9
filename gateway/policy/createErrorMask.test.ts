// A client sees message, place, code and service of an error, and nothing of our own troubles.
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { describe, expect, it } from "vitest";
import { createErrorMask } from "./createErrorMask.ts";

function masked(formatted: GraphQLFormattedError, original: unknown = new GraphQLError(formatted.message)) {
  const logged: unknown[] = [];
  const mask = createErrorMask({ log: (correlationId, error) => logged.push({ correlationId, error }) });
  return { seen: mask(formatted, original), logged };
}

describe("what a client sees", () => {
  it("its own mistakes, explained", () => {
    const error = {
      message: "Date is not valid",
      path: ["a"],
      locations: [{ line: 1, column: 2 }],
      extensions: { code: "BAD_USER_INPUT", stacktrace: ["/srv/a.ts"], argumentName: "x" },
    };
    expect(masked(error)).toEqual({
      seen: { ...error, extensions: { code: "BAD_USER_INPUT" } },
      logged: [],
    });
  });

  it("no name of the schema it did not know itself, where these are to be hidden", () => {
    const mask = createErrorMask({ log: () => {}, hideSchemaDetails: true });
    const seen = (message: string) =>
      mask({ message, extensions: { code: "BAD_USER_INPUT" } }, new GraphQLError(message)).message;
    expect(seen('Value "A?" does not exist in "E" enum. Did you mean the enum value "B" or "C"?')).toBe(
      'Value "A?" does not exist in "E" enum.',
    );
    expect(seen("Did you mean it?")).toBe("Did you mean it?");
    // A pattern would take minutes for this one.
    const long = `${" Did you mean x".repeat(70_000)}!`;
    expect(seen(long)).toBe(long);
  });

  it.each(["DEADLINE_EXCEEDED", "NOT_READY", "SUBGRAPH_TIMEOUT"])("%s, with its message", (code) =>
    expect(masked({ message: "late", extensions: { code, serviceName: "a" } }).seen).toEqual({
      message: "late",
      extensions: { code, serviceName: "a" },
    }),
  );

  it.each([[undefined], ["MONGO"], [7], ["__proto__"], ["toString"]])(
    "of a trouble of ours (code %s) only an id, under which it is logged",
    (code) => {
      const original = new Error("db password=hunter2");
      const { seen, logged } = masked({ message: original.message, extensions: { code } }, original);
      expect(JSON.stringify(seen)).not.toMatch(/hunter2/);
      expect(seen.extensions?.code).toBe("INTERNAL_SERVER_ERROR");
      expect(logged).toEqual([{ correlationId: seen.extensions?.correlationId, error: original }]);
    },
  );

  it("a refusal of the server's without a code as a bad request, unless a subgraph claims it", () => {
    const http = { status: 400, headers: new Map() };
    const formatted = { message: "wrong hash", extensions: { code: "INTERNAL_SERVER_ERROR" } };
    const codeFor = (extensions: Record<string, unknown>) =>
      masked(formatted, new GraphQLError("wrong hash", { extensions })).seen.extensions?.code;
    expect(codeFor({ http })).toBe("BAD_REQUEST");
    expect(codeFor({ http, serviceName: "a" })).toBe("INTERNAL_SERVER_ERROR");
    expect(codeFor({ http: { status: 500 } })).toBe("INTERNAL_SERVER_ERROR");
  });
});
