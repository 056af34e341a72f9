/** What a gateway asked of all subgraphs together since the last reset. */
export interface CallFigures {
  calls: number;
  /** Entity representations sent, and how many of them differ (by subgraph and content). */
  representations: number;
  distinctRepresentations: number;
  /** Bodies only, headers not counted. */
  requestBytes: number;
  responseBytes: number;
}

/** One call, as remembered with its answer: what it adds to the figures. */
export interface CallRecord {
  representations: readonly string[];
  requestBytes: number;
  responseBytes: number;
}

/** Counts calls to subgraphs. */
export class CallStatistics {
  private figures = { calls: 0, representations: 0, requestBytes: 0, responseBytes: 0 };
  private readonly distinct = new Set<string>();

  add(call: CallRecord): void {
    this.figures.calls += 1;
    this.figures.representations += call.representations.length;
    this.figures.requestBytes += call.requestBytes;
    this.figures.responseBytes += call.responseBytes;
    for (const representation of call.representations) this.distinct.add(representation);
  }

  /** The figures so far; starts anew. */
  take(): CallFigures {
    const taken = { ...this.figures, distinctRepresentations: this.distinct.size };
    this.figures = { calls: 0, representations: 0, requestBytes: 0, responseBytes: 0 };
    this.distinct.clear();
    return taken;
  }
}

/**
 * The representations in a request's variables, whatever the gateway calls the variable: every list whose
 * members all carry `__typename`. Each as text that begins with the subgraph's name.
 */
export function representationsIn(subgraph: string, variables: unknown): string[] {
  if (typeof variables !== "object" || variables === null) return [];
  return Object.values(variables)
    .filter((value) => Array.isArray(value) && value.every((member) => member?.__typename !== undefined))
    .flat()
    .map((member) => `${subgraph} ${JSON.stringify(member)}`);
}
