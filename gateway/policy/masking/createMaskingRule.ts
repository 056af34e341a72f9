import { GraphQLError } from "graphql";
import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import { isCategory } from "../../../subgraphs/kit/privacy/Classification.ts";
import { isMasked } from "../../../subgraphs/kit/privacy/mask.ts";
import { mayBeClear } from "../../../subgraphs/kit/privacy/mayBeClear.ts";
import { type ClassifiedPlace, classifiedPlaces } from "../classified/classifiedPlaces.ts";
import { pathTo, type Trail, visitPlaces } from "../classified/visitPlaces.ts";
import type { ErrorCode } from "../ErrorCode.ts";
import type { GuardedResult, OperationRule } from "../guard/OperationRule.ts";
import { addTypeKeys } from "./typeKeys.ts";

const CODE: ErrorCode = "UNMASKED_DATA_WITHHELD";

/** A classified value that came unmasked although the caller may not see it so. */
export interface Withheld {
  coordinate: string;
  /** The subgraph that answers for it. */
  owner: string;
  /** How many such values the answer held. */
  values: number;
  /** SHA-256 of the operation's text. */
  operation: string;
}

/**
 * The rule that checks the subgraphs' masking: what is not masked, for a caller who may not see it clear, becomes `null` with an
 * error at its place. Masking is the subgraph's duty; what is found here is a defect there, so it is reported.
 */
export function createMaskingRule({
  onWithheld,
}: {
  onWithheld: (withheld: Withheld) => void;
}): OperationRule {
  return {
    name: "masking",
    inspect(operation) {
      const asked = classifiedPlaces(operation);
      if (asked.length === 0) return undefined;
      const typed = addTypeKeys(operation, asked);
      const places = typed?.places ?? asked;
      return {
        ...(typed ? { before: ({ document }) => typed.extend(document) } : {}),
        after({ caller }, result) {
          const checked = withhold(places, caller, result, (withheld) =>
            onWithheld({ ...withheld, operation: operation.hash }),
          );
          return typed ? typed.reduce(checked) : checked;
        },
      };
    },
  };
}

function withhold(
  places: readonly ClassifiedPlace[],
  caller: Caller,
  result: GuardedResult,
  report: (withheld: Omit<Withheld, "operation">) => void,
): GuardedResult {
  const mustBeMasked = hiddenFrom(places, caller);
  if (!result.data || findUnmasked(mustBeMasked, result.data).length === 0) return result;
  // Others may hold the same data: what they may see is not what this caller may.
  const data = structuredClone(result.data);
  const unmasked = findUnmasked(mustBeMasked, data);
  const values = new Map<ClassifiedPlace, number>();
  const errors = unmasked.map(({ place, parent, trail }) => {
    const path = pathTo(place, trail);
    parent[path.at(-1) ?? ""] = null;
    values.set(place, (values.get(place) ?? 0) + 1);
    const message = `${place.coordinate} came unmasked from ${place.owner} and was held back`;
    return new GraphQLError(message, { path, extensions: { code: CODE, serviceName: place.owner } });
  });
  for (const [{ coordinate, owner }, count] of values) report({ coordinate, owner, values: count });
  return { ...result, data, errors: [...(result.errors ?? []), ...errors] };
}

const hidden = new WeakMap<readonly ClassifiedPlace[], Map<string, ClassifiedPlace[]>>();

/** The places that must be masked for this caller, kept for the next one who may see the same. */
function hiddenFrom(places: readonly ClassifiedPlace[], caller: Caller): ClassifiedPlace[] {
  const mayNot = places.map((place) => !mayBeClear(caller, place));
  const byMask = hidden.get(places) ?? new Map<string, ClassifiedPlace[]>();
  hidden.set(places, byMask);
  const name = mayNot.map(Number).join("");
  const known = byMask.get(name) ?? places.filter((_, at) => mayNot[at]);
  byMask.set(name, known);
  return known;
}

interface Unmasked {
  place: ClassifiedPlace;
  parent: Record<string, unknown>;
  trail: Trail | undefined;
}

function findUnmasked(places: readonly ClassifiedPlace[], data: Record<string, unknown>): Unmasked[] {
  const found: Unmasked[] = [];
  visitPlaces(places, data, (place, value, parent, trail) => {
    const { category } = place;
    const isFine = isCategory(category) ? isMasked(category, value) : value === null;
    if (!isFine) found.push({ place, parent, trail });
  });
  return found;
}
