import type { FetchDataRewrite, FetchNode } from "@apollo/query-planner";
import type { TypeTable } from "../TypeTable.ts";
import { compileRewrites, type Rewrite } from "./applyRewrites.ts";
import { compileMerge, type Merge } from "./compileMerge.ts";
import { type BuilderCache, compileRepresentations, type Representations } from "./compileRepresentations.ts";
import { type ContextValues, compileContextValues } from "./contextValues.ts";
import { type Collect, compileCollect, type PathStep } from "./FlattenPath.ts";
import { readSubgraphOperation, type SubgraphOperation } from "./SubgraphOperation.ts";

export interface Fetch {
  /** Its place among the plan's fetches. */
  index: number;
  /** Those of them that must be answered before it is asked for. */
  after: readonly number[];
  subgraph: string;
  operation: SubgraphOperation;
  /** Where its answer goes. */
  path: readonly PathStep[];
  collect: Collect;
  merge: Merge;
  rewriteOutput?: Rewrite;
  /** Whether the answer has objects, which later fetches may write into. */
  hasObjects: boolean;
  /** False where another fetch writes into objects of this one's answer: then each place needs its own copy. */
  mayShareObjects: boolean;
}

/** A fetch of root fields. */
export interface RootFetch extends Fetch {
  /** Response keys that may not be null: a mutation that lost one stops there. */
  nonNullKeys: readonly string[];
}

/** A fetch of more fields of entities, by their representations. */
export interface EntityFetch extends Fetch {
  /** Fetches of one template ask the same fields of the same subgraph: index among the plan's templates. */
  template: number;
  representations: Representations;
  /** Whether representations are changed after they were read from the data. */
  rewritesInput: boolean;
  contextValues?: ContextValues;
  /** Which fetches it is sent together with: index of a batch of the plan. */
  batch: number;
}

export interface FetchCompiler {
  types: TypeTable;
  builders: BuilderCache;
  /** Index by content, of what was compiled so far. */
  templates: Map<string, number>;
}

export function compileRootFetch(
  node: FetchNode,
  path: readonly PathStep[],
  { types }: FetchCompiler,
  nonNullKeys: readonly string[],
): RootFetch {
  return { ...compileCommon(node, path, types), nonNullKeys };
}

export function compileEntityFetch(
  node: FetchNode,
  path: readonly PathStep[],
  { types, builders, templates }: FetchCompiler,
): EntityFetch {
  const common = compileCommon(node, path, types);
  const { contextRewrites } = node;
  const identity = JSON.stringify([node.serviceName, common.operation.text, node.outputRewrites ?? []]);
  const template = templates.get(identity) ?? templates.size;
  templates.set(identity, template);
  return {
    ...common,
    template,
    representations: compileRepresentations(node.requires ?? [], node.inputRewrites, types, builders),
    rewritesInput: Boolean(node.inputRewrites?.length),
    ...(contextRewrites?.length ? { contextValues: compileContextValues(contextRewrites, types) } : {}),
    batch: 0,
  };
}

function compileCommon(node: FetchNode, path: readonly PathStep[], types: TypeTable): Fetch {
  const operation = readSubgraphOperation(node);
  const outputRewrites = node.outputRewrites as FetchDataRewrite[] | undefined;
  const rewriteOutput = compileRewrites(outputRewrites, types);
  return {
    index: 0,
    after: [],
    subgraph: node.serviceName,
    operation,
    path,
    collect: compileCollect(path, types),
    merge: compileMerge(operation.fields, outputRewrites, types),
    ...(rewriteOutput ? { rewriteOutput } : {}),
    hasObjects: [...operation.fields.values()].some(({ fields }) => fields !== undefined),
    mayShareObjects: true,
  };
}
