import { createMutation } from "../../kit/graphql/createMutation.ts";
import { createTalentLoaders } from "../loaders.ts";
import type { TalentContext } from "../TalentContext.ts";

export const mutate = createMutation((context: TalentContext) => {
  context.loaders = createTalentLoaders(context.repository.collections, context.today);
});
