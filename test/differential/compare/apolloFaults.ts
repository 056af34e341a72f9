import type { QueryPlan } from "@apollo/query-planner";
import { type ExecutionResult, Kind } from "graphql";
import { stableText } from "../world/stableText.ts";
import type { World } from "../world/World.ts";
import { nullPositions } from "./nullPositions.ts";

/** What is known to be wrong with Apollo Gateway's executor: each entry is shown by a test in `apolloFaults.test.ts`. */
export interface ApolloFault {
  name: string;
  explains(
    expected: ExecutionResult,
    apollo: ExecutionResult,
    plan: QueryPlan | undefined,
    world: World,
  ): boolean;
}

const withoutIndexes = (position: string) =>
  position.replace(/(^|\.)\d+(?=\.|!|$)/g, "$1@").replace(/!$/, "");
const sameContent = (expected: ExecutionResult, apollo: ExecutionResult) =>
  stableText(expected.data ?? null) === stableText(apollo.data ?? null);

/** Shown by asking again with `__typename` everywhere: then the answer is right. */
export const UNTYPED =
  "fragments in fragments: an object fetched without __typename is not known to be of the inner type";

export const APOLLO_FAULTS: readonly ApolloFault[] = [
  {
    name: "keys in another order: the planner's operation, not the client's, decides where __typename and merged fields stand",
    explains: (expected, apollo) =>
      sameContent(expected, apollo) && nullPositions(expected).join() === nullPositions(apollo).join(),
  },
  {
    name: "errors left out: nulls found while shaping the answer are not reported when a subgraph reported anything",
    explains(expected, apollo) {
      const all = new Set(nullPositions(expected));
      return sameContent(expected, apollo) && nullPositions(apollo).every((position) => all.has(position));
    },
  },
  {
    name: "errors at a wrong list index: representations left out by type or for lack of a key are not counted",
    explains(expected, apollo) {
      const all = new Set(nullPositions(expected).map(withoutIndexes));
      return (
        sameContent(expected, apollo) &&
        nullPositions(apollo).every((position) =>
          [...all].some((other) => {
            const place = withoutIndexes(position);
            return place.startsWith(other) || other.startsWith(place);
          }),
        )
      );
    },
  },
  {
    name: "falsy values lost: 0, false, empty strings and nulls are skipped when a field is renamed",
    explains: (expected, apollo, plan) =>
      /"KeyRenamer"/.test(JSON.stringify(plan)) && differsInFalsyValues(expected.data, apollo.data),
  },
  {
    name: "falsy values lost on the way in: a required field with an argument is renamed only where it is truthy",
    explains: (_expected, apollo, plan) =>
      /"inputRewrites":\[[^\]]*"KeyRenamer"/.test(JSON.stringify(plan)) &&
      (apollo.errors ?? []).some(({ message }) => message.startsWith("the representation lacks")),
  },
  {
    name: "the planner refuses a valid operation whose nested fragments can never apply together",
    explains: (_expected, apollo) =>
      (apollo.errors ?? []).some(({ message }) => message.startsWith("Cannot add fragment of condition")),
  },
  {
    name: "lists in lists are sent as null where a computed field requires objects inside them",
    explains: (_expected, _apollo, plan, world) =>
      fieldsRequiringNestedLists(world).some((name) =>
        new RegExp(`\\b${name}\\b`).test(JSON.stringify(plan)),
      ),
  },
  {
    name: "an interface object's name as __typename: it replaces the real type's, which empties or fells the object",
    explains: (_expected, _apollo, plan, world) =>
      interfaceObjects(world).some((name) =>
        new RegExp(`\\.\\.\\.on ${name}(@[^{]*)?\\{[^}]*__typename`).test(JSON.stringify(plan)),
      ),
  },
];

const interfaceObjects = (world: World): string[] =>
  [...world.subgraphs.values()].flatMap(({ types }) =>
    [...types.values()].filter(({ interfaceObject }) => interfaceObject).map(({ name }) => name),
  );

function fieldsRequiringNestedLists(world: World): string[] {
  const fields = [...world.types.values()].flatMap((type) =>
    [...type.fields.values()].map((field) => ({ type, field })),
  );
  return fields.flatMap(({ type, field }) => {
    const required = field.requires?.selections.selections ?? [];
    const isNested = required.some(
      (selection) =>
        selection.kind === Kind.FIELD &&
        selection.selectionSet !== undefined &&
        type.fields.get(selection.name.value)?.type.startsWith("[["),
    );
    return isNested ? [field.name] : [];
  });
}

/** Whether the answers differ only where a falsy value is expected and null came, or a parent fell for want of it. */
function differsInFalsyValues(expected: unknown, actual: unknown): boolean {
  if (stableText(expected ?? null) === stableText(actual ?? null)) return true;
  if (actual === null || actual === undefined) return holdsFalsy(expected);
  if (typeof expected !== "object" || typeof actual !== "object" || !expected) return false;
  return Object.entries(expected).every(([key, value]) =>
    differsInFalsyValues(value, (actual as Record<string, unknown>)[key]),
  );
}

const holdsFalsy = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.values(value).some(holdsFalsy) : !value;
