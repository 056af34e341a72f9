import { AGENCIES, type Caller } from "../../../subgraphs/kit/caller/Caller.ts";

/** The policies `@policy` may name, each a question about the caller alone: equal callers have equal answers. */
export type NamedPolicies = Readonly<Record<string, (caller: Caller) => boolean>>;

/** The policies every gateway knows. What compares a record with the caller is decided where the record is: in its subgraph. */
export const NAMED_POLICIES: NamedPolicies = {
  "states-purpose": ({ purpose }) => purpose !== null,
  "break-glass": ({ breakGlass }) => breakGlass,
  ...Object.fromEntries(
    AGENCIES.map((agency) => [`agency:${agency}`, (caller: Caller) => caller.agency === agency]),
  ),
};
