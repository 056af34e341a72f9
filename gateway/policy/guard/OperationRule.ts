import type {
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from "graphql";
import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import type { CallContext } from "../../transport/SubgraphTransport.ts";
import type { PolicyIndex } from "../PolicyIndex.ts";

/** One operation of a document, valid against the schema; looked at once for all who send it. */
export interface InspectedOperation {
  schema: GraphQLSchema;
  /** Object types of every interface and union. */
  possibleTypes: Readonly<Record<string, readonly string[]>>;
  index: PolicyIndex;
  definition: OperationDefinitionNode;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** SHA-256 of the document's text, hexadecimal: what records call it by. */
  hash: string;
}

/** One request for an inspected operation. */
export interface GuardedRequest {
  /** The document as it will run: a rule may have replaced it by a smaller one. */
  document: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
  caller: Caller;
  call: CallContext;
}

/** A result; with `shared`, others hold the same `data`: copy before changing it. */
export type GuardedResult = ExecutionResult & { shared?: true };

/** What a rule does about one operation. Both are optional; neither is called for operations the rule lets be. */
export interface OperationCheck {
  /**
   * Before anything is planned or fetched. May answer a document to run instead: one that asks for less.
   * @throws GraphQLError with a code of `ErrorCode`, to refuse the whole request
   */
  before?(request: GuardedRequest): DocumentNode | undefined;
  /** Once the answer is there, before it leaves. May change it, or wait until something is on record. */
  after?(request: GuardedRequest, result: GuardedResult): GuardedResult | Promise<GuardedResult>;
}

/** One concern of the policy (access, cost, masking, audit), asked about every operation once. */
export interface OperationRule {
  name: string;
  /** Why a supergraph with these directives may not be served: it asks for what the rule cannot do. */
  refuse?(directives: readonly AppliedDirective[]): string | undefined;
  /** @returns what to do about each request for it; `undefined` when the operation is none of this rule's business */
  inspect(operation: InspectedOperation): OperationCheck | undefined;
}
