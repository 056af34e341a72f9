import type { GraphQLError } from "graphql";
import type { Caller } from "../../../../subgraphs/kit/caller/Caller.ts";
import { isCategory } from "../../../../subgraphs/kit/privacy/Classification.ts";
import { isMasked } from "../../../../subgraphs/kit/privacy/mask.ts";
import { mayBeClear } from "../../../../subgraphs/kit/privacy/mayBeClear.ts";
import type { ClassifiedPlace } from "../../classified/classifiedPlaces.ts";
import { pathTo, visitPlaces } from "../../classified/visitPlaces.ts";
import type { GuardedResult } from "../../guard/OperationRule.ts";
import type { AccessedField, Outcome } from "../AuditRecord.ts";

/** What an answer gave of classified fields: no values, only how many and in which form. */
export interface Access {
  fields: AccessedField[];
  /** Distinct objects of which anything classified was given. */
  subjects: number;
}

/** Errors that say why a classified field is not in the answer. */
const OUTCOME_OF_CODE: Readonly<Record<string, Outcome>> = {
  FORBIDDEN: "denied",
  UNAUTHENTICATED: "denied",
  UNMASKED_DATA_WITHHELD: "withheld",
};

/** How many objects had which outcome at each place, in the order they were met. */
class Tally {
  readonly #counts = new Map<ClassifiedPlace, Partial<Record<Outcome, number>>>();
  readonly #given = new Set<object>();

  /** @param object what the value stands in; without one the outcome is noted, of nobody */
  add(place: ClassifiedPlace, outcome: Outcome, object?: object): void {
    let counts = this.#counts.get(place);
    if (!counts) {
      counts = {};
      this.#counts.set(place, counts);
    }
    counts[outcome] = (counts[outcome] ?? 0) + (object ? 1 : 0);
    if (object && (outcome === "clear" || outcome === "masked")) this.#given.add(object);
  }

  has(place: ClassifiedPlace): boolean {
    return this.#counts.has(place);
  }

  total(): Access {
    const fields: AccessedField[] = [];
    for (const [{ category, coordinate, level }, counts] of this.#counts) {
      for (const outcome in counts) {
        const subjects = counts[outcome as Outcome] ?? 0;
        const same = fields.find((field) => field.coordinate === coordinate && field.outcome === outcome);
        if (same) same.subjects += subjects;
        else fields.push({ category, coordinate, level, outcome: outcome as Outcome, subjects });
      }
    }
    return { fields, subjects: this.#given.size };
  }
}

/**
 * What became of every classified field an operation asked for.
 * @returns nothing where the request was refused before anything was fetched, for a reason that is not about access
 */
export function describeAccess(
  places: readonly ClassifiedPlace[],
  { data, errors = [] }: GuardedResult,
  caller: Caller,
): Access | undefined {
  const telling = errors.filter(({ extensions }) => outcomeOfCode(extensions.code) !== undefined);
  if (data === undefined && telling.length === 0) return undefined;
  const tally = new Tally();
  const explained = new Set<string>();
  for (const error of telling) noteError(error, places, { tally, explained });
  visitPlaces(places, data, (place, value, parent, trail) => {
    if (value === null && explained.size > 0 && explained.has(pathTo(place, trail).join("."))) return;
    tally.add(place, outcomeOfValue(place, value, caller), parent);
  });
  // What was asked for and not met at all: no such object, an empty list, or something above it failed.
  for (const place of places) if (!tally.has(place)) tally.add(place, "empty");
  return tally.total();
}

function noteError(
  { path, extensions }: GraphQLError,
  places: readonly ClassifiedPlace[],
  { tally, explained }: { tally: Tally; explained: Set<string> },
): void {
  const outcome = outcomeOfCode(extensions.code);
  if (!outcome) return;
  if (path) explained.add(path.join("."));
  const keys = (path ?? []).filter((step) => typeof step === "string");
  for (const place of places) {
    // An error without a path refused the whole request.
    if (!keys.every((key, at) => place.path[at]?.key === key)) continue;
    // An object of its own for each error: there is none in the answer to stand for it.
    tally.add(place, outcome, keys.length === place.path.length ? {} : undefined);
  }
}

const outcomeOfCode = (code: unknown): Outcome | undefined =>
  typeof code === "string" && Object.hasOwn(OUTCOME_OF_CODE, code) ? OUTCOME_OF_CODE[code] : undefined;

function outcomeOfValue(place: ClassifiedPlace, value: unknown, caller: Caller): Outcome {
  const { category } = place;
  // An attribute is masked by leaving it out: then nobody can tell whether there is one.
  if (value === null) return category === "ATTRIBUTE" && !mayBeClear(caller, place) ? "masked" : "empty";
  // What is of no known kind cannot have been masked.
  return isCategory(category) && isMasked(category, value) ? "masked" : "clear";
}
