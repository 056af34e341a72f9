// Only real nesting counts: braces in strings and comments do not, and nothing hides real ones.
import { describe, expect, it } from "vitest";
import { nestsDeeperThan } from "./nestingDepth.ts";

const nested = (depth: number): string => "{a".repeat(depth) + "}".repeat(depth);

describe("how deep a document nests", () => {
  it.each([
    ["as deep as the limit", nested(10), false],
    ["one deeper", nested(11), true],
    ["wide, not deep", `{ ${"a { b } ".repeat(50)} }`, false],
    ["braces in a string", `{ a(b: "${"{".repeat(50)}") }`, false],
    ["an escaped quote in a string", `{ a(b: "\\"${"{".repeat(50)}") }`, false],
    ["braces in a block string", `{ a(b: """ " ${"{".repeat(50)} \\""" ${"[".repeat(50)} """) }`, false],
    ["braces in a comment", `# ${"{".repeat(50)}\n{ a }`, false],
    ["braces after a comment", `# "\n${nested(11)}`, true],
    ["braces after a string", `{ a(b: "x") ${nested(11)} }`, true],
    ["braces after an empty string", `{ a(b: "") ${nested(11)} }`, true],
    ["braces after a string that a line end cuts", `{ a(b: "x\n) ${nested(11)} }`, true],
    ["lists in lists", `{ a(b: ${"[".repeat(11)}${"]".repeat(11)}) }`, true],
  ])("%s", (_, source, expected) => expect(nestsDeeperThan(source, 10)).toBe(expected));
});
