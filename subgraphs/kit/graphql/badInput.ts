import { GraphQLError } from "graphql";

/** An error about the caller's input: `BAD_USER_INPUT`, with a message that says what is allowed. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}
