import type { Classification } from "../PolicyIndex.ts";

/** How a field is shared, after the Regulation on Government Data Sharing (in force 2025-08-01). */
export type Sharing = "UNCONDITIONAL" | "CONDITIONAL" | "NOT_SHARED";

/** One field of the data catalogue: what an agency shares, and with whom. */
export interface CatalogueEntry {
  /** The agency that answers for it; several where a plain value type is everybody's. */
  owner: string;
  type: string;
  field: string;
  /** As in the schema: `[String!]`. */
  dataType: string;
  chinese: string;
  english: string;
  /** `null` for what is not personal. */
  classification: Omit<Classification, "owner"> | null;
  /** Scopes that are needed to read it at all: each must be met, by any one of its alternatives (`a+b`: both). */
  scopes: readonly (readonly string[])[];
  /** Policies, in the same way. */
  policies: readonly (readonly string[])[];
  sharing: Sharing;
}
