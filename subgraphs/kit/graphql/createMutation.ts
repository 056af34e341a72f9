import { act } from "./UserFailure.ts";

/**
 * How a subgraph makes the resolvers of its mutations: each runs its work on `input` and answers the payload, expected
 * failures as `userErrors`.
 * @param renew forgets what the request has loaded: what it reads after an act must show the act's effect. Mutations of a
 *   request run one after the other, so no act loses its loaders to another.
 */
export function createMutation<C>(renew: (context: C) => void) {
  return <I, R extends object>(work: (input: I, context: C) => Promise<R>) =>
    async (_: unknown, { input }: { input: I }, context: C) => {
      const payload = await act(() => work(input, context));
      renew(context);
      return payload;
    };
}
