import { type PerRole, parsePerRole, type Role } from "../limits/perRole.ts";

/**
 * The dearest example operation of the repository costs 2 100, describing the whole schema 6 700, a hundred items with a hundred
 * each 10 000, with a hundred each again a million.
 */
export const COST_BUDGETS: ReadonlyMap<Role, number> = new Map<Role, number>([
  ["visitor", 20_000],
  ["authenticated", 100_000],
]);

/**
 * Reads the setting `COST_BUDGETS`: `role=cost`, comma separated; roles that are not given keep their default.
 * @throws Error that says which part is wrong, and what is allowed
 */
export function parseCostBudgets(text: string): PerRole {
  return parsePerRole(text, COST_BUDGETS, (value) => {
    if (!/^\d{1,12}$/.test(value)) throw new Error(`"${value}" must be a whole number`);
    return Number(value);
  });
}
