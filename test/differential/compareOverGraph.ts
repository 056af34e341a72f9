import { type ExecutionResult, GraphQLError } from "graphql";
import { APOLLO_FAULTS, UNTYPED } from "./compare/apolloFaults.ts";
import { compareAnswers, type Difference } from "./compare/compareAnswers.ts";
import { explainByPlan, isUnfounded, UNFOUNDED } from "./compare/plannerFaults.ts";
import type { ClientOperation } from "./graph/apolloExecutor.ts";
import type { OpenGraph, RunOperation } from "./graph/openGraph.ts";
import type { OurExecutor } from "./graph/ourExecutor.ts";
import { addTypenames } from "./operations/addTypenames.ts";
import { reduceOperation } from "./operations/reduceOperation.ts";
import { stableText } from "./world/stableText.ts";

/** The plan is not to blame for wrong data where Apollo's executor makes the right data of it. */
const isRight = (expected: ExecutionResult, apollo: ExecutionResult, { kind }: Difference) =>
  kind === "data" && stableText(expected.data ?? null) === stableText(apollo.data ?? null);

/** How often each known difference was met, by its name. */
export type Tally = Map<string, number>;

/** Runs operations over one graph three ways; whatever nobody can explain is thrown, reduced. */
export class GraphComparison {
  private readonly graph: OpenGraph;
  private readonly ours: OurExecutor;
  private readonly tally: Tally;

  constructor(graph: OpenGraph, ours: OurExecutor, tally: Tally) {
    this.graph = graph;
    this.ours = ours;
    this.tally = tally;
  }

  /** @throws Error with the smallest operation that still shows an unexplained difference */
  async check(operation: ClientOperation): Promise<void> {
    const { graph, ours } = this;
    const expected = await this.run(graph.oracle, operation);
    const actual = await this.run(ours.run, operation);
    const apollo = await this.run(this.apollo, operation);
    const difference = compareAnswers(expected, actual);
    if (difference) {
      const known = isRight(expected, apollo, difference) ? undefined : await this.explainOurs(operation);
      if (known === undefined) throw await this.report("the engine", ours.run, operation);
      this.count(`engine: ${known}`);
    }
    if (compareAnswers(expected, apollo)) {
      const known = await this.explainApollo(expected, apollo, operation);
      if (known === undefined) throw await this.report("Apollo Gateway", this.apollo, operation);
      this.count(`Apollo: ${known}`);
    }
  }

  private readonly apollo: RunOperation = async (operation) => {
    try {
      return await this.graph.apollo(operation, await this.ours.planFor(operation));
    } catch (error) {
      return { errors: [new GraphQLError((error as Error).message)] };
    }
  };

  private async run(executor: RunOperation, operation: ClientOperation): Promise<ExecutionResult> {
    this.graph.reset();
    return executor(operation);
  }

  /** The engine has no excuse but the one planner fault it cannot work round yet. */
  private async explainOurs(operation: ClientOperation): Promise<string | undefined> {
    return (await isUnfounded(this.graph, this.ours.run, operation)) ? UNFOUNDED : undefined;
  }

  private async explainApollo(
    expected: ExecutionResult,
    answer: ExecutionResult,
    operation: ClientOperation,
  ): Promise<string | undefined> {
    const own = await this.apolloFault(expected, answer, operation);
    if (own !== undefined) return own;
    const isRight = async (changed: ClientOperation) => {
      const right = await this.run(this.graph.oracle, changed);
      const apollo = await this.run(this.apollo, changed);
      // Several faults may meet in one operation: with this cause gone, the executor's own may stay.
      return !compareAnswers(right, apollo) || (await this.apolloFault(right, apollo, changed)) !== undefined;
    };
    if (await isRight(addTypenames(operation))) return UNTYPED;
    if (await isUnfounded(this.graph, this.apollo, operation)) return UNFOUNDED;
    return explainByPlan(this.graph, operation, (changed) => isRight(addTypenames(changed)));
  }

  private async apolloFault(
    expected: ExecutionResult,
    answer: ExecutionResult,
    operation: ClientOperation,
  ): Promise<string | undefined> {
    const plan = await this.ours.planFor(operation).catch(() => undefined);
    return APOLLO_FAULTS.find(({ explains }) => explains(expected, answer, plan, this.graph.world))?.name;
  }

  private count(name: string): void {
    this.tally.set(name, (this.tally.get(name) ?? 0) + 1);
  }

  private async report(who: string, executor: RunOperation, operation: ClientOperation): Promise<Error> {
    const kind = (await this.difference(executor, operation))?.kind;
    const smallest = await reduceOperation(this.graph.schema, operation, async (candidate) => {
      const difference = await this.difference(executor, candidate);
      if (!difference || difference.kind !== kind) return false;
      const expected = await this.run(this.graph.oracle, candidate);
      if (executor === this.ours.run) {
        const apollo = await this.run(this.apollo, candidate);
        return isRight(expected, apollo, difference) || !(await this.explainOurs(candidate));
      }
      return !(await this.explainApollo(expected, await this.run(executor, candidate), candidate));
    });
    const difference = await this.difference(executor, smallest);
    const sdl = [...this.graph.subgraphSdl].map(([name, text]) => `# ${name}\n${text}`);
    return new Error(
      [
        `${who} differs from the oracle in ${difference?.kind}, and nothing known explains it`,
        smallest.source,
        `variables: ${JSON.stringify(smallest.variables)}`,
        `expected: ${difference?.expected}`,
        `actual:   ${difference?.actual}`,
        `answer:   ${JSON.stringify(await this.run(executor, smallest))}`,
        ...sdl,
      ].join("\n"),
    );
  }

  private async difference(
    executor: RunOperation,
    operation: ClientOperation,
  ): Promise<Difference | undefined> {
    const expected = await this.run(this.graph.oracle, operation);
    return compareAnswers(expected, await this.run(executor, operation));
  }
}
