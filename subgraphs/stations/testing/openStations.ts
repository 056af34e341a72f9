import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { stations } from "../subgraph.ts";

/** What an act answered: the payload's fields, or the code, field and words of its first user error. */
export interface ActResult {
  [field: string]: any;
  code: string | null;
  at: string | null;
  message: string | null;
}

/** The fixed clock of the tests, in the morning of 2024-11-01 (16:00 in Beijing). */
export const TODAY = "2024-11-01";

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The stations subgraph on the small sample, with acts as plain calls. */
export async function openStations(options: Parameters<typeof openTestSubgraph>[1] = {}) {
  const graph = await openTestSubgraph(stations, options);
  return {
    ...graph,
    /** Runs one mutation with this input; `selection` is what to read of its payload. */
    async act(name: string, input: object, selection: string): Promise<ActResult> {
      const { userErrors, ...payload } = await graph.act(name, input, selection);
      const [error] = userErrors;
      return {
        ...payload,
        code: error?.code ?? null,
        at: error?.field?.join(".") ?? null,
        message: error?.message ?? null,
      };
    },
    /** The items of a root list, page by page to its end. */
    async walk(field: string, node: string, first: number): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = [];
      const source = `query ($first: Int, $after: String) { page: ${field}(first: $first, after: $after) { nodes { ${node} } pageInfo { hasNextPage endCursor } } }`;
      let after: string | null = null;
      do {
        const { page }: { page: Page } = await graph.query(source, { first, after });
        items.push(...page.nodes);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      return items;
    },
  };
}

export type Stations = Awaited<ReturnType<typeof openStations>>;
