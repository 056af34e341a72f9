/** References to entities that other agencies resolve, as Apollo Federation passes them. */
export const district = (code: string | null | undefined) =>
  code ? { __typename: "District" as const, code } : null;

export const organization = (creditCode: string | null | undefined) =>
  creditCode ? { __typename: "Organization" as const, creditCode } : null;
