// What runs in production comes under licences that allow it: every package of the production tree, by its own manifest.
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url);
const json = (file: string): any => JSON.parse(readFileSync(new URL(file, ROOT), "utf8"));

/** Permissive: use and redistribution with attribution, no conditions on our own code. */
const ALLOWED = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Python-2.0",
  "CC0-1.0",
  "Unlicense",
]);

/** Under the Elastic License 2.0: free to use, not to be offered to others as a hosted service (README, "Licence"). */
const ELASTIC = new Set(
  ["composition", "federation-internals", "gateway", "query-graphs", "query-planner"].map(
    (name) => `@apollo/${name}`,
  ),
);

/** A licence expression (SPDX): each part of AND must be allowed, of OR one. */
function isAllowed(expression: string, name: string): boolean {
  const text = expression.replace(/^\(|\)$/g, "");
  if (text.includes(" OR ")) return text.split(" OR ").some((part) => isAllowed(part, name));
  if (text.includes(" AND ")) return text.split(" AND ").every((part) => isAllowed(part, name));
  return ALLOWED.has(text) || (text === "Elastic-2.0" && ELASTIC.has(name));
}

it("every production dependency has a licence of the allow-list", () => {
  const { packages } = json("package-lock.json") as {
    packages: Record<string, { dev?: boolean; license?: string }>;
  };
  const production = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
  const licences = production.map(([path, locked]) => {
    // Builds for other machines are not installed; the lock file tells theirs.
    const own = existsSync(new URL(`${path}/package.json`, ROOT)) ? json(`${path}/package.json`) : locked;
    const licence: unknown = own.license?.type ?? own.license;
    return { name: path.split("node_modules/").at(-1) ?? path, licence: String(licence) };
  });
  expect(licences.length).toBeGreaterThan(100);
  expect(licences.filter(({ name, licence }) => !isAllowed(licence, name))).toEqual([]);
});

it.each([
  ["GPL-3.0", false],
  ["MIT OR GPL-3.0", true],
  ["(MIT AND GPL-3.0)", false],
  ["Elastic-2.0", false],
  ["undefined", false],
])("%s is allowed: %s", (licence, expected) => expect(isAllowed(licence, "some-package")).toBe(expected));
