import type { ExecutionResult } from "graphql";
import { nullPositions } from "./nullPositions.ts";

/** How two answers differ: `data` in content or key order, `errors` in the nulls they explain. */
export interface Difference {
  kind: "data" | "errors";
  expected: string;
  actual: string;
}

/** @returns undefined where both say the same */
export function compareAnswers(expected: ExecutionResult, actual: ExecutionResult): Difference | undefined {
  const data = [JSON.stringify(expected.data ?? null), JSON.stringify(actual.data ?? null)] as const;
  if (data[0] !== data[1]) return { kind: "data", expected: data[0], actual: data[1] };
  const errors = [nullPositions(expected).join(" "), nullPositions(actual).join(" ")] as const;
  if (errors[0] !== errors[1]) return { kind: "errors", expected: errors[0], actual: errors[1] };
  return undefined;
}
