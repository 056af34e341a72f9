/** What a GraphQL document may be at most, whatever it asks; room enough for a full dashboard. */
export interface DocumentLimits {
  /** Lexical tokens. @default 15 000 */
  maxTokens: number;
  /** Nesting of braces, brackets and parentheses, fragments not expanded: seen before parsing. @default 100 */
  maxDepth: number;
  /** Operations in one document. @default 50 */
  maxOperations: number;
  /** Nesting of selections in one operation, fragments expanded. @default 30 */
  maxFieldDepth: number;
  /** Fields and fragments of all definitions together, fragments expanded. @default 10 000 */
  maxSelections: number;
  /** Fields at the top of one operation, fragments expanded. @default 100 */
  maxRootFields: number;
  /** Aliases in one operation, fragments expanded. @default 250 */
  maxAliases: number;
  /** Directives of all definitions together, fragments expanded. @default 250 */
  maxDirectives: number;
  /** Pairs of fields of one name that end up at one place of the answer: each must be compared. @default 50 000 */
  maxRepeatedPairs: number;
}

export const DOCUMENT_LIMITS: Readonly<DocumentLimits> = Object.freeze({
  maxTokens: 15_000,
  maxDepth: 100,
  maxOperations: 50,
  maxFieldDepth: 30,
  maxSelections: 10_000,
  maxRootFields: 100,
  maxAliases: 250,
  maxDirectives: 250,
  maxRepeatedPairs: 50_000,
});

/** What a document has too much of, and what its author can do. */
export const ADVICE: Readonly<Record<keyof DocumentLimits, { of: string; advice: string }>> = {
  maxTokens: { of: "lexical tokens", advice: "split it into several operations" },
  maxDepth: { of: "levels of brackets", advice: "nest less" },
  maxOperations: { of: "operations", advice: "send only the operation that is to run" },
  maxFieldDepth: { of: "levels of fields", advice: "ask for what lies deeper in another operation" },
  maxSelections: {
    of: "selections with its fragments expanded",
    advice: "spread fewer fragments, or split it into several operations",
  },
  maxRootFields: { of: "root fields", advice: "split it into several operations" },
  maxAliases: { of: "aliases", advice: "split it into several operations" },
  maxDirectives: { of: "directives", advice: "take directives out" },
  maxRepeatedPairs: {
    of: "pairs of fields of one name at one place",
    advice: "ask for each field once, or give it an alias",
  },
};
