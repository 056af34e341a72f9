import type { GraphQLError } from "graphql";
import type { Caller } from "../../../../subgraphs/kit/caller/Caller.ts";
import { isCategory } from "../../../../subgraphs/kit/privacy/Classification.ts";
import { isMasked } from "../../../../subgraphs/kit/privacy/mask.ts";
import { mayBeClear } from "../../../../subgraphs/kit/privacy/mayBeClear.ts";
import type { ClassifiedPlace } from "../../classified/classifiedPlaces.ts";
import { type MetPlace, visitPlaces } from "../../classified/visitPlaces.ts";
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

/** Objects per place and outcome. */
class Tally {
  readonly #objects = new Map<ClassifiedPlace, Map<Outcome, Set<object>>>();
  readonly #given = new Set<object>();

  add(place: ClassifiedPlace, outcome: Outcome, object?: object): void {
    let outcomes = this.#objects.get(place);
    if (!outcomes) {
      outcomes = new Map();
      this.#objects.set(place, outcomes);
    }
    let objects = outcomes.get(outcome);
    if (!objects) {
      objects = new Set();
      outcomes.set(outcome, objects);
    }
    if (!object) return;
    objects.add(object);
    if (outcome === "clear" || outcome === "masked") this.#given.add(object);
  }

  has(place: ClassifiedPlace): boolean {
    return this.#objects.has(place);
  }

  total(): Access {
    const fields: AccessedField[] = [];
    for (const [{ category, coordinate, level }, outcomes] of this.#objects) {
      for (const [outcome, { size }] of outcomes) {
        const same = fields.find((field) => field.coordinate === coordinate && field.outcome === outcome);
        if (same) same.subjects += size;
        else fields.push({ category, coordinate, level, outcome, subjects: size });
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
  visitPlaces(places, data, (met) => {
    if (met.value === null && explained.size > 0 && explained.has(met.path().join("."))) return;
    tally.add(met.place, outcomeOfValue(met, caller), met.parent);
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

function outcomeOfValue({ place, value }: MetPlace, caller: Caller): Outcome {
  const { category } = place;
  // An attribute is masked by leaving it out: then nobody can tell whether there is one.
  if (value === null) return category === "ATTRIBUTE" && !mayBeClear(caller, place) ? "masked" : "empty";
  // What is of no known kind cannot have been masked.
  return isCategory(category) && isMasked(category, value) ? "masked" : "clear";
}
