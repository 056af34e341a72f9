import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import { isJsonObject, type JsonObject, ownValue } from "../codegen.ts";
import { cloneJson } from "../mergeAnswers.ts";
import type { EntityGroup, GroupEntry, Guest } from "./EntityGroup.ts";
import { asError, pathOfError } from "./ErrorLog.ts";
import type { CallOutcome, Run } from "./Run.ts";
import { type EntityError, entityErrorOf, reportEntityErrors, reportFailures } from "./reportErrors.ts";

/** A group and the response key of its `_entities` in the answer. */
export interface AnswerPart {
  group: EntityGroup;
  alias: string;
}

/**
 * Hands an answer to the groups that asked for it: errors to every place that used an entity, entities into the data.
 * @returns guests that got no answer because their host met an error
 */
export function settleGroups(run: Run, parts: readonly AnswerPart[], outcome: CallOutcome): EntityGroup[] {
  if ("failure" in outcome) {
    for (const { group } of parts) {
      reportFailures(run, group, [outcome.failure]);
      for (const guest of group.guests) reportFailures(run, guest.group, [outcome.failure]);
    }
    return [];
  }
  const data = isJsonObject(outcome.data) ? outcome.data : {};
  const missing = parts.filter((part) => !isGiven(data, part));
  const reported = new Map<EntityGroup, { located: EntityError[]; failures: Error[] }>();
  for (const error of outcome.errors) {
    const part = parts.find(({ alias }) => pathOfError(error)[0] === alias);
    for (const { group } of part ? [part] : missing.length > 0 ? missing : parts) {
      const { located, failures } = reported.get(group) ?? { located: [], failures: [] };
      reported.set(group, { located, failures });
      const named = part && entityErrorOf(group, error);
      if (named) located.push(named);
      else failures.push(asError(error));
    }
  }
  for (const [group, { located, failures }] of reported) {
    if (located.length > 0) reportEntityErrors(run, group.entries, located);
    if (failures.length > 0) reportFailures(run, group, failures);
  }
  const faulty = new Set(reported.keys());
  for (const part of parts) {
    const { group, alias } = part;
    const list = ownValue(data, alias);
    if (isGiven(data, part))
      mergeEntities(run, group, list as unknown[], outcome.isShared, !faulty.has(group));
    else if (Array.isArray(list) || !faulty.has(group)) {
      faulty.add(group);
      reportFailures(run, group, [new SubgraphFailure(group.fetch.subgraph, "SUBGRAPH_BAD_RESPONSE")]);
    }
  }
  return parts.flatMap(({ group }) => (faulty.has(group) ? group.guests.map((guest) => guest.group) : []));
}

/** Whether the answer has one entity, or null, for each representation. */
function isGiven(data: JsonObject, { group, alias }: AnswerPart): boolean {
  const list = ownValue(data, alias);
  return Array.isArray(list) && list.length === group.representations.length;
}

function mergeEntities(
  run: Run,
  group: EntityGroup,
  list: readonly unknown[],
  isShared: boolean,
  withGuests: boolean,
): void {
  const { rewriteOutput, hasObjects, subgraph } = group.fetch;
  const answers: unknown[] =
    isShared && (hasObjects || rewriteOutput) ? list.map(cloneJson) : (list as unknown[]);
  const entries = group.entries.concat(withGuests ? group.guests.flatMap(entriesOf) : []);
  const malformed: EntityError[] = [];
  for (const [index, answer] of answers.entries()) {
    if (isJsonObject(answer)) rewriteOutput?.(answer);
    else if (answer !== null && answer !== undefined)
      malformed.push({ index, below: [], error: new SubgraphFailure(subgraph, "SUBGRAPH_BAD_RESPONSE") });
  }
  if (malformed.length > 0) reportEntityErrors(run, entries, malformed);
  for (const [position, entry] of entries.entries()) {
    // Paths that go on differently from here must not write into the same objects.
    if (!hasObjects || (position === 0 && entry.fetch.mayShareObjects)) mergeEntry(entry, answers);
    else if (entry.fetch.mayShareObjects) mergeEntry(entry, answers.map(cloneJson));
    else mergeCopies(entry, answers);
  }
}

/** A guest's entries, as if they had been the host's. */
function entriesOf({ group, indexes }: Guest): GroupEntry[] {
  return group.entries.map((entry) => ({
    ...entry,
    indexes: entry.indexes.map((index) => indexes[index] as number),
  }));
}

function mergeEntry({ fetch, objects, indexes }: GroupEntry, answers: readonly unknown[]): void {
  const { merge } = fetch;
  for (let position = 0; position < objects.length; position++) {
    const answer = answers[indexes[position] as number];
    if (isJsonObject(answer)) merge(objects[position] as JsonObject, answer);
  }
}

function mergeCopies({ fetch, objects, indexes }: GroupEntry, answers: readonly unknown[]): void {
  for (const [position, object] of objects.entries()) {
    const answer = answers[indexes[position] as number];
    if (isJsonObject(answer)) fetch.merge(object, cloneJson(answer));
  }
}
