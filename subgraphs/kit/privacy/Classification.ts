import type { Agency } from "../caller/Caller.ts";

/** Levels of `@classified`, the lowest first (GB/T 43697-2024; for health GB/T 39725-2020). */
export const LEVELS = ["L1", "L2", "L3", "L4", "L5"] as const;

export type Level = (typeof LEVELS)[number];

/** Whether a level is sensitive personal information (PIPL, article 28); an unknown one counts as such. */
export const isSensitive = (level: string): boolean => !["L1", "L2", "L3"].includes(level);

/** Categories of `@classified`: kinds of data, each masked in a way of its own. */
export const CATEGORIES = [
  "NAME",
  "PHONE",
  "ID_NUMBER",
  "ADDRESS",
  "BIRTH_DATE",
  "FREE_TEXT",
  "IDENTIFIER",
  "ATTRIBUTE",
] as const;

export type Category = (typeof CATEGORIES)[number];

export const isLevel = (text: unknown): text is Level => LEVELS.includes(text as Level);

export const isCategory = (text: unknown): text is Category => CATEGORIES.includes(text as Category);

/** What `@classified` says of a field, and whose it is. */
export interface Classification {
  level: string;
  category: string;
  /** The agency that answers for it. */
  owner: string;
  /** Agencies whose workers may see it clear too, under a rule of the owner's about the single record. */
  sharedWith?: readonly Agency[];
}
