/**
 * A key for what is remembered of one operation of a text. No two pairs of name and text have the same, whatever is in them: callers
 * choose both, and what is judged of one must not be taken for what is judged of the other.
 */
export const operationKey = (text: string, operationName: string | undefined): string =>
  `${operationName?.length ?? ""}:${operationName ?? ""}${text}`;
