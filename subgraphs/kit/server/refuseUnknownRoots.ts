import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";

/** Apollo Server plugin: an operation of a kind the schema does not have is the caller's mistake, not a fault while executing. */
export const refuseUnknownRoots: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async didResolveOperation({ schema, operation }) {
      // Which of several operations is meant, Apollo Server asks by itself.
      if (!operation || schema.getRootType(operation.operation)) return;
      const message = `there are no ${operation.operation}s here`;
      throw new GraphQLError(message, {
        extensions: { code: "BAD_REQUEST", http: { status: 400, headers: new HeaderMap() } },
      });
    },
  }),
};
