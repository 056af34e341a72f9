import type { Purpose } from "../caller/Purpose.ts";
import { AGE_BANDS, ageBand } from "./ageBand.ts";
import type { Category } from "./Classification.ts";
import { isPseudonym, type Pseudonyms } from "./createPseudonyms.ts";
import { isMaskedAddress, maskAddress } from "./maskAddress.ts";
import { isMaskedIdNumber, maskIdNumber } from "./maskIdNumber.ts";
import { isMaskedName, maskName } from "./maskName.ts";
import { isMaskedPhone, maskPhone } from "./maskPhone.ts";

/** What masking may depend on, beside the value. */
export interface MaskOptions {
  purpose: Purpose | null;
  now: () => Date;
  pseudonym: Pseudonyms;
}

interface Masking {
  mask(text: string, options: MaskOptions): string | null;
  isMasked(text: string): boolean;
}

const HIDDEN_TEXT = "****";
const BIRTH_DATE = /^\d{4}-\d{2}-\d{2}/;

/** How each kind of datum is hidden, after GB/T 37964-2019 (masking, generalization, pseudonymization, suppression). */
const MASKINGS: Record<Exclude<Category, "ATTRIBUTE">, Masking> = {
  NAME: { mask: maskName, isMasked: isMaskedName },
  PHONE: { mask: maskPhone, isMasked: isMaskedPhone },
  ID_NUMBER: { mask: maskIdNumber, isMasked: isMaskedIdNumber },
  ADDRESS: { mask: maskAddress, isMasked: isMaskedAddress },
  BIRTH_DATE: {
    mask: (text, { now }) => (BIRTH_DATE.test(text) ? ageBand(text.slice(0, 10), now()) : null),
    isMasked: (text) => AGE_BANDS.some((band) => band === text),
  },
  FREE_TEXT: { mask: () => HIDDEN_TEXT, isMasked: (text) => text === HIDDEN_TEXT },
  IDENTIFIER: { mask: (text, { pseudonym, purpose }) => pseudonym(text, purpose), isMasked: isPseudonym },
};

/**
 * What is shown instead of a classified value; each item of a list by itself. Nothing stays nothing, and what is masked stays
 * as it is. An attribute becomes `null`, a list of them too.
 */
export function mask(category: Category, value: unknown, options: MaskOptions): unknown {
  if (value === null || value === undefined || category === "ATTRIBUTE") return null;
  if (Array.isArray(value)) return value.map((item) => mask(category, item, options));
  const text = value instanceof Date ? value.toISOString() : String(value);
  const masking = MASKINGS[category];
  return masking.isMasked(text) ? text : masking.mask(text, options);
}

/** Whether a value is what `mask` makes: nothing, or the masked form of its kind. Of a list, every item. */
export function isMasked(category: Category, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every((item) => isMasked(category, item));
  return category !== "ATTRIBUTE" && typeof value === "string" && MASKINGS[category].isMasked(value);
}
