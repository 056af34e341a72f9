export type Variables = Readonly<Record<string, unknown>>;

/** A figure that is known once and for all, or that depends on a request's variables. */
export type Amount = number | ((variables: Variables) => number);

/** Whether something is asked for: known, or said by variables of `@skip` and `@include`. */
export type Condition = boolean | ((variables: Variables) => boolean);

export const amountFor = (amount: Amount, variables: Variables): number =>
  typeof amount === "number" ? amount : amount(variables);

export const holdsFor = (condition: Condition, variables: Variables): boolean =>
  typeof condition === "boolean" ? condition : condition(variables);

export const sum = (amounts: readonly Amount[]): Amount =>
  combine(amounts, 0, (first, second) => first + second);

export const largest = (amounts: readonly Amount[]): Amount => combine(amounts, 0, Math.max);

export function product(first: Amount, second: Amount): Amount {
  if (first === 0 || second === 0) return 0;
  // Sizes may be beyond counting, and nothing of infinitely many is still nothing.
  return combine([first, second], 1, (one, other) => (one === 0 || other === 0 ? 0 : one * other));
}

export function onlyIf(condition: Condition, amount: Amount): Amount {
  if (typeof condition === "boolean") return condition ? amount : 0;
  return (variables) => (condition(variables) ? amountFor(amount, variables) : 0);
}

/** What is known is worked out now; the variables only add what they decide. */
function combine(
  amounts: readonly Amount[],
  start: number,
  operation: (first: number, second: number) => number,
): Amount {
  let known = start;
  const open: Exclude<Amount, number>[] = [];
  for (const amount of amounts) {
    if (typeof amount === "number") known = operation(known, amount);
    else open.push(amount);
  }
  if (open.length === 0) return known;
  return (variables) => {
    let total = known;
    for (const amount of open) total = operation(total, amount(variables));
    return total;
  };
}
