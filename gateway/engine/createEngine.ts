import "./disableTelemetry.ts";
import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import type { ApolloServerOptionsWithGateway, BaseContext } from "@apollo/server";
import { type GraphQLFormattedError, parse } from "graphql";
import { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import type { SubgraphTransport } from "../transport/SubgraphTransport.ts";
import { locateErrors } from "./locateErrors.ts";

/** What Apollo Server takes as its `gateway`. */
export type Engine = ApolloServerOptionsWithGateway<BaseContext>["gateway"];

export interface EngineOptions {
  supergraphSdl: string;
  /** How each subgraph of the supergraph is reached, by its name in the supergraph. */
  transports: ReadonlyMap<string, SubgraphTransport>;
  /** Told of every failed call, with its cause, for the log. */
  onFailure?: (failure: SubgraphFailure) => void;
}

/**
 * Runs operations over a supergraph: the seam between the front door and execution.
 *
 * First form: Apollo Gateway plans and executes; calls to subgraphs go through our transports, and every failure
 * becomes a located, coded error instead of an exception that would name the subgraph's host.
 * @throws Error when the supergraph names a subgraph for which there is no transport
 */
export function createEngine({ supergraphSdl, transports, onFailure = () => {} }: EngineOptions): Engine {
  const gateway = new ApolloGateway({
    supergraphSdl,
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => {
      const transport = transports.get(name);
      if (!transport)
        throw new Error(`the supergraph names a subgraph "${name}" that nobody said how to reach`);
      return dataSource(transport, onFailure);
    },
  });
  return gateway as unknown as Engine;
}

function dataSource(
  transport: SubgraphTransport,
  onFailure: (failure: SubgraphFailure) => void,
): GraphQLDataSource {
  return {
    async process({ request, ...rest }) {
      const query = request.query ?? "";
      const variables = (request.variables ?? {}) as Record<string, unknown>;
      const document = ("document" in rest && rest.document) || parse(query, { noLocation: true });
      const locate = (errors: Parameters<typeof locateErrors>[0]) =>
        locateErrors(errors, { document, variables });
      try {
        const { data = null, errors } = await transport.execute({
          query,
          variables,
          ...(request.operationName ? { operationName: request.operationName } : {}),
        });
        return answer(data, errors ? locate(errors) : undefined);
      } catch (error) {
        if (!(error instanceof SubgraphFailure)) throw error;
        onFailure(error);
        return answer(null, locate([{ message: error.message, extensions: { code: error.code } }]));
      }
    },
  };
}

type DataSourceAnswer = Awaited<ReturnType<GraphQLDataSource["process"]>>;

function answer(
  data: Record<string, unknown> | null,
  errors: GraphQLFormattedError[] | undefined,
): DataSourceAnswer {
  return { data, ...(errors ? { errors } : {}) } as unknown as DataSourceAnswer;
}
