// The planner's API is not documented: plans of the product's operations must stay of the shape that execution reads,
// and plain data, which crosses from one thread to another as JSON unharmed.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createLocalPlanner } from "./createLocalPlanner.ts";

const SCHEMA = new URL("../../schema/", import.meta.url);
const names = readdirSync(new URL("operations", SCHEMA)).filter((name) => name.endsWith(".graphql"));
const { plan, subgraphs, possibleTypes, apiSchema } = createLocalPlanner(
  readFileSync(new URL("supergraph.graphql", SCHEMA), "utf8"),
);

const NODES = ["QueryPlan", "Fetch", "Flatten", "Parallel", "Sequence", "Condition"];
const PARTS = ["Field", "InlineFragment", "ValueSetter", "KeyRenamer"];

it.each(names)("%s", async (name) => {
  const planned = await plan({ source: readFileSync(new URL(`operations/${name}`, SCHEMA), "utf8") });
  expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
  expect(kinds(planned)).toEqual(expect.arrayContaining(["QueryPlan", "Fetch"]));
  expect([...NODES, ...PARTS]).toEqual(expect.arrayContaining(kinds(planned)));
  expect([...subgraphs.keys()]).toEqual(expect.arrayContaining(services(planned)));
});

it("abstract types are known by the object types they may be", () => {
  for (const [name, types] of Object.entries(possibleTypes)) {
    const type = apiSchema.getType(name);
    if (type && "getTypes" in type)
      expect(types).toEqual(expect.arrayContaining(type.getTypes().map(String)));
    expect(types.every((one) => apiSchema.getType(one))).toBe(true); // nothing here is inaccessible
  }
  expect(possibleTypes.SocialWorker).toEqual(
    expect.arrayContaining(["MedicalSocialWorker", "CommunitySocialWorker"]),
  );
});

const kinds = (plan: unknown) => valuesOf(plan, "kind");
const services = (plan: unknown) => valuesOf(plan, "serviceName");

/** Every text a plan has under this key, once. */
function valuesOf(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = (value as Record<string, unknown>)[key];
  const below = Object.values(value).flatMap((one) => valuesOf(one, key));
  return [...new Set([...(typeof own === "string" ? [own] : []), ...below])];
}
