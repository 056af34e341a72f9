import { GraphQLError } from "graphql";
import type { OperationRule } from "../guard/OperationRule.ts";
import { largestFor, type PerRole } from "../limits/perRole.ts";
import { variableDefaults } from "../variableDefaults.ts";
import { amountFor, type Variables } from "./Amount.ts";
import { actualCost } from "./actualCost.ts";
import { compileCost } from "./compileCost.ts";
import { expensivePaths } from "./expensivePaths.ts";
import type { SelectionCost } from "./OperationCost.ts";

export interface CostOptions {
  /** `measure` estimates, counts and reports, and refuses nothing. */
  mode: "measure" | "enforce";
  /** What one operation of a caller may cost. */
  budgets: PerRole;
  /** Told of every estimate, for metrics. @default nobody */
  onEstimate?: (estimated: number, isOver: boolean) => void;
}

/** Paths that a refusal names. */
const SHOWN_PATHS = 3;

/**
 * Estimates what an operation costs before anything of it is planned, and refuses what is over the caller's budget.
 * Its `before` throws GraphQLError `COST_EXCEEDED`, which says where the cost is.
 */
export function costRule({ mode, budgets, onEstimate = () => {} }: CostOptions): OperationRule {
  return {
    name: "cost",
    inspect(operation) {
      const cost = compileCost(operation);
      const withDefaults = variableDefaults(operation.definition);
      return {
        before({ variables: given, caller, call }) {
          const variables = withDefaults(given);
          const estimated = rounded(amountFor(cost.total, variables));
          const budget = largestFor(budgets, caller);
          const isOver = estimated > budget;
          onEstimate(estimated, isOver);
          if (isOver && mode === "enforce") throw costExceeded(cost, variables, estimated, budget);
          call.onCost?.(estimated);
          return undefined;
        },
        after({ variables: given, caller, call }, result) {
          if (!call.wantsCost) return result;
          const variables = withDefaults(given);
          const figures = {
            estimated: rounded(amountFor(cost.total, variables)),
            budget: largestFor(budgets, caller),
            actual: rounded(actualCost(cost, result.data, variables)),
          };
          return { ...result, extensions: { ...result.extensions, cost: figures } };
        },
      };
    },
  };
}

function costExceeded(
  cost: SelectionCost,
  variables: Variables,
  estimated: number,
  budget: number,
): GraphQLError {
  const places = expensivePaths(cost, variables, SHOWN_PATHS).map(
    ({ path, cost, items }) => `${path} (${rounded(cost)}, up to ${rounded(items)} items)`,
  );
  return new GraphQLError(
    `the operation is estimated to cost ${estimated}, and you may spend ${budget} on one: ask for fewer items or fewer ` +
      `fields, first of all at ${places.join("; ")}`,
    { extensions: { code: "COST_EXCEEDED" } },
  );
}

/** Whole points; so many that nobody may spend them are no longer told apart, for the sake of whoever adds them up. */
const rounded = (cost: number): number => Math.min(Math.ceil(cost), 1_000_000_000_000);
