import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";

/** Apollo's planner in this thread, for Apollo's executor and as a check on ours. */
export class ReferencePlanner {
  readonly supergraph: Supergraph;
  private readonly planner: QueryPlanner;

  constructor(supergraphSdl: string) {
    this.supergraph = Supergraph.build(supergraphSdl);
    this.planner = new QueryPlanner(this.supergraph);
  }

  plan(source: string, operationName?: string): QueryPlan {
    const operation = operationFromDocument(this.supergraph.apiSchema(), parse(source), {
      ...(operationName ? { operationName } : {}),
    });
    return this.planner.buildQueryPlan(operation);
  }
}
