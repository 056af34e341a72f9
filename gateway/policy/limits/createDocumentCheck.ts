import { type DocumentNode, GraphQLError, Kind, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { nestsDeeperThan } from "../../../subgraphs/kit/graphql/nestingDepth.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "./DocumentLimits.ts";
import { createExpandedCounter } from "./expandedCounts.ts";
import { countRepeatedPairs } from "./repeatedPairs.ts";
import { tooComplex } from "./tooComplex.ts";

/** Documents remembered as passed, so that one that is sent again is not read again. */
const REMEMBERED = { max: 2_000, maxSize: 16_000_000 };

/**
 * Makes the check every document passes before it is validated: its work is proportional to the document's length, and what
 * passes can be validated in bounded time. A text that is no GraphQL passes: whoever parses it says what is wrong.
 * The check throws GraphQLError `OPERATION_TOO_COMPLEX`, which names the limit and what to do.
 */
export function createDocumentCheck(given: Partial<DocumentLimits> = {}): (source: string) => void {
  const limits = { ...DOCUMENT_LIMITS, ...given };
  const passed = new LRUCache<string, true>({ ...REMEMBERED, sizeCalculation: (_, text) => text.length + 1 });
  return (source) => {
    if (passed.has(source)) return;
    if (nestsDeeperThan(source, limits.maxDepth)) throw tooComplex("maxDepth", limits);
    const document = parsed(source, limits);
    if (!document) return;
    checkDocument(document, limits);
    passed.set(source, true);
  };
}

function parsed(source: string, limits: DocumentLimits): DocumentNode | undefined {
  try {
    return parse(source, { maxTokens: limits.maxTokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && / tokens\b/.test(error.message))
      throw tooComplex("maxTokens", limits);
    return undefined;
  }
}

/** @throws GraphQLError `OPERATION_TOO_COMPLEX`, or `GRAPHQL_VALIDATION_FAILED` for fragments that spread themselves */
function checkDocument(document: DocumentNode, limits: DocumentLimits): void {
  const hold = (limit: keyof DocumentLimits, found: number): void => {
    if (found > limits[limit]) throw tooComplex(limit, limits, found);
  };
  const count = createExpandedCounter(document);
  const total = { operations: 0, selections: 0, directives: 0 };
  for (const definition of document.definitions) {
    if (!("selectionSet" in definition)) continue;
    const { depth, topFields, aliases, selections, directives } = count(definition);
    total.selections += selections;
    total.directives += directives;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    total.operations += 1;
    hold("maxFieldDepth", depth);
    hold("maxRootFields", topFields);
    hold("maxAliases", aliases);
  }
  hold("maxOperations", total.operations);
  hold("maxSelections", total.selections);
  hold("maxDirectives", total.directives);
  const pairs = countRepeatedPairs(document, limits.maxRepeatedPairs);
  if (pairs > limits.maxRepeatedPairs) throw tooComplex("maxRepeatedPairs", limits);
}
