import { PURPOSES } from "../../../subgraphs/kit/caller/Purpose.ts";
import type { DevelopmentIssuer } from "./createDevelopmentIssuer.ts";
import { isRole, ROLES, type SampleRole } from "./roles.ts";

/** What the playground offers to sign in as; development only. */
export interface SignIn {
  /** For the page: roles and the purposes each may state, with their titles. */
  readonly choices: {
    roles: {
      name: string;
      title: string;
      agency: string | null;
      unit: string | null;
      purposes: readonly string[];
    }[];
    purposes: Record<string, string>;
  };
  /** A token for a role; `undefined` where there is no such role or it needs none. */
  tokenFor(role: string): Promise<string> | undefined;
}

/** Sign-in as a sample role, for the playground. */
export function createSignIn(issuer: DevelopmentIssuer): SignIn {
  const roles = Object.entries(ROLES).map(
    ([name, { title, agency, unit, purposes }]: [string, SampleRole]) => ({
      name,
      title,
      agency,
      unit,
      purposes,
    }),
  );
  return {
    choices: { roles, purposes: PURPOSES },
    tokenFor: (role) => (isRole(role) && role !== "visitor" ? issuer.mint(role) : undefined),
  };
}
