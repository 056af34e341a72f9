import { act } from "../../kit/graphql/UserFailure.ts";
import { createTalentLoaders } from "../loaders.ts";
import type { TalentContext } from "../TalentContext.ts";

/**
 * A mutation's resolver: runs the act on its `input` and answers its payload, expected failures as `userErrors`.
 * What the payload goes on to read must show the act's effect, also after another act of the same request: so the
 * loaders start afresh. Mutations of a request run one after the other.
 */
export function mutate<I, T extends object>(work: (input: I, context: TalentContext) => Promise<T>) {
  return async (_: unknown, { input }: { input: I }, context: TalentContext) => {
    const payload = await act(() => work(input, context));
    context.loaders = createTalentLoaders(context.repository.collections, context.today);
    return payload;
  };
}
