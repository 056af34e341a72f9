import { mustFind } from "../../kit/acts/mustFind.ts";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { OrganizationDocument, OrganizationKind } from "../model/Organization.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface OrganizationFilter {
  kind?: OrganizationKind | null;
  districtCode?: string | null;
}

export function findOrganizations(
  { organizations }: StationsCollections,
  { kind, districtCode }: OrganizationFilter,
  args: PageArgs,
) {
  const filter = {
    ...(kind ? { kind } : {}),
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
  };
  return findPage(organizations, filter, ORDERS.byId, args);
}

/** @throws UserFailure `NOT_FOUND` when it is not in the directory, `NOT_ELIGIBLE` when it is of another kind */
export async function mustFindOrganization(
  { organizations }: StationsCollections,
  creditCode: string,
  kinds: readonly OrganizationKind[],
  field: string,
): Promise<OrganizationDocument> {
  const found = await mustFind(organizations, creditCode, { field, what: "organisation" });
  if (kinds.includes(found.kind)) return found;
  throw new UserFailure(
    "NOT_ELIGIBLE",
    `${field} names an organisation of the kind ${found.kind}; allowed are ${kinds.join(", ")}`,
    field,
  );
}
