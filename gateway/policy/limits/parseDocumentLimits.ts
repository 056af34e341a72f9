import { DOCUMENT_LIMITS, type DocumentLimits } from "./DocumentLimits.ts";

const isLimit = (text: string): text is keyof DocumentLimits => Object.hasOwn(DOCUMENT_LIMITS, text);

/**
 * Reads the setting `OPERATION_LIMITS`: `limit=number`, comma separated.
 * @throws Error that says which part is wrong, and what is allowed
 */
export function parseDocumentLimits(text: string): Partial<DocumentLimits> {
  const limits: Partial<DocumentLimits> = {};
  for (const pair of text.split(",").map((one) => one.trim())) {
    if (pair === "") continue;
    const [, limit = "", number] = /^(\w+)=([1-9]\d{0,8})$/.exec(pair) ?? [];
    if (!isLimit(limit)) {
      const known = Object.keys(DOCUMENT_LIMITS).join(", ");
      throw new Error(`"${pair}" must be limit=number, the limit one of ${known}`);
    }
    limits[limit] = Number(number);
  }
  return limits;
}
