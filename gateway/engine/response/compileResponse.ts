import type { GraphQLObjectType, OperationDefinitionNode } from "graphql";
import type { JsonObject } from "../codegen.ts";
import type { SelectionContext } from "./collectFields.ts";
import { ANOMALY, compileProjector } from "./compileProjector.ts";
import { completeSlowly, type ReportFault } from "./completeSlowly.ts";
import { compileIntrospection } from "./introspect.ts";

/** Makes the `data` of an answer; null where a null reached the root. Faults in the data are reported. */
export type MakeResponse = (
  data: JsonObject,
  variables: JsonObject,
  report: ReportFault,
) => JsonObject | null;

const NOTHING: JsonObject = {};

/** Prepares the answers of one operation: compiled for data that is as it should be, precise for all other. */
export function compileResponse(
  context: SelectionContext,
  rootType: GraphQLObjectType,
  operation: OperationDefinitionNode,
): MakeResponse {
  const { selectionSet } = operation;
  const introspect = compileIntrospection(context, rootType, operation);
  const project = compileProjector(context, rootType, selectionSet);
  return (data, variables, report) => {
    const introspection = introspect?.(variables) ?? NOTHING;
    try {
      return project(data, introspection);
    } catch (thrown) {
      if (thrown !== ANOMALY) throw thrown;
      return completeSlowly(context, rootType, selectionSet, data, introspection, report);
    }
  };
}
