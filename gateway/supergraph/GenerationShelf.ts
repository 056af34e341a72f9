import type { GraphQLSchema } from "graphql";
import type { PlannedOperation, Planner } from "../planner/Planner.ts";
import { LeasedGeneration, type RetirementOptions } from "./LeasedGeneration.ts";
import type { Lease, SupergraphProblem, SwappableGeneration } from "./SupergraphSource.ts";
import { UsedOperations } from "./UsedOperations.ts";

export interface GenerationShelfOptions extends RetirementOptions {
  onProblem: (problem: SupergraphProblem) => void;
}

/** The generation that serves and the replaced ones whose requests are not done; replacing is one step. */
export class GenerationShelf<G extends SwappableGeneration> {
  readonly #options: GenerationShelfOptions;
  readonly #live = new Set<LeasedGeneration<G>>();
  readonly #bySchema = new WeakMap<GraphQLSchema, LeasedGeneration<G>>();
  readonly #listeners = new Set<(generation: G) => void>();
  readonly #used = new UsedOperations();
  #current: LeasedGeneration<G> | undefined;

  constructor(options: GenerationShelfOptions) {
    this.#options = options;
  }

  get current(): G | undefined {
    return this.#current?.generation;
  }

  /** Generations not closed yet. */
  get live(): number {
    return this.#live.size;
  }

  currentGeneration(): G {
    return this.#serving().generation;
  }

  acquire(apiSchema?: GraphQLSchema): Lease<G> {
    const asked = apiSchema && this.#bySchema.get(apiSchema);
    return (asked && !asked.isClosed ? asked : this.#serving()).lease();
  }

  onChange(listener: (generation: G) => void): () => void {
    const own = (generation: G) => listener(generation);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  takeMostUsed(count: number): PlannedOperation[] {
    return this.#used.takeMostUsed(count);
  }

  /** From here on this one serves, and whoever listens knows it before anything else happens. */
  replace(generation: G, planner: Planner): void {
    const leased = new LeasedGeneration(this.#counted(generation), planner, (unfinished, error) => {
      this.#live.delete(leased);
      // Somebody may hold its schema for long: Apollo Server holds the first one until it stops.
      this.#bySchema.delete(generation.apiSchema);
      this.#reportClosing(unfinished, error);
    });
    const replaced = this.#current;
    this.#live.add(leased);
    this.#bySchema.set(generation.apiSchema, leased);
    this.#current = leased;
    for (const listener of replaced ? this.#listeners : []) {
      try {
        listener(leased.generation);
      } catch (cause) {
        this.#report("listener", "a new supergraph serves, but not everyone took it over", cause);
      }
    }
    replaced?.retire(this.#options);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live].map((leased) => leased.close()));
  }

  #serving(): LeasedGeneration<G> {
    if (!this.#current) throw new Error("no supergraph is loaded yet");
    return this.#current;
  }

  /** The same generation, counting what it executes: the next one is warmed up with it. */
  #counted(generation: G): G {
    const execute: G["execute"] = (request) => {
      this.#used.note(request);
      return generation.execute(request);
    };
    return Object.create(generation, { execute: { value: execute, enumerable: true } }) as G;
  }

  #reportClosing(unfinished: number, error: unknown): void {
    if (unfinished > 0) {
      this.#report("drain", `${unfinished} requests were not done when their supergraph was closed`);
    }
    if (error !== undefined)
      this.#report("listener", "a replaced supergraph could not be closed cleanly", error);
  }

  #report(kind: SupergraphProblem["kind"], message: string, cause?: unknown): void {
    this.#options.onProblem({ kind, message, cause });
  }
}
