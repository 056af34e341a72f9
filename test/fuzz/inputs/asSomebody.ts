import fc from "fast-check";
import type { Family } from "./Family.ts";

/** Sample roles that may read much, see nothing clear and change nothing: to them the same is hidden as to a visitor. */
export const ROLES = ["dashboard", "data-analyst"] as const;

export type ReadingRole = (typeof ROLES)[number];

/** Stands for a role's token in an input, which is plain data and outlives the token. */
export const tokenOf = (role: ReadingRole): string => `@token-of-${role}@`;

/** The family, some of its requests to the gateway made by somebody who is signed in. */
export const asSomebody = (family: Family): Family => ({
  ...family,
  inputs: fc.tuple(family.inputs, fc.constantFrom(undefined, undefined, ...ROLES)).map(([input, role]) =>
    role === undefined || input.door !== "gateway" || input.answers !== 1
      ? input
      : {
          ...input,
          bytes: input.bytes.replace(
            "host: fuzz\r\n",
            `host: fuzz\r\nauthorization: Bearer ${tokenOf(role)}\r\n`,
          ),
        },
  ),
});
