import type { GraphQLError, GraphQLFormattedError } from "graphql";

/** Turns an error, written as GraphQL writes it, into what clients may see. */
export type ErrorMask = (formatted: GraphQLFormattedError, original: unknown) => GraphQLFormattedError;

/** Errors as clients see them, and what they say of the HTTP response. */
export interface FormattedErrors {
  errors: GraphQLFormattedError[];
  status?: number;
  headers: Record<string, string>;
}

/**
 * Formats errors as Apollo Server does: every one has a code, and its `extensions.http` is not shown but part of the response.
 */
export function formatErrors(originals: readonly GraphQLError[], mask: ErrorMask): FormattedErrors {
  const formatted: FormattedErrors = { errors: [], headers: {} };
  for (const original of originals) {
    const { http, ...extensions } = original.extensions as { http?: Partial<HttpPart> };
    if (http?.status !== undefined) formatted.status = http.status;
    for (const [name, value] of http?.headers ?? []) formatted.headers[name] = value;
    const code = original.extensions.code ?? "INTERNAL_SERVER_ERROR";
    formatted.errors.push(mask({ ...original.toJSON(), extensions: { ...extensions, code } }, original));
  }
  return formatted;
}

interface HttpPart {
  status: number;
  headers: ReadonlyMap<string, string>;
}
