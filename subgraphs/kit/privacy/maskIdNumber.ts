const MASKED = /^(?:.\*{16}.|\*{16})$/su;

/**
 * An identity number with all but its first and last character hidden: `1****************4`. Every number gets the same length,
 * so that its kind is not told; one of fewer than eight characters is hidden whole.
 */
export function maskIdNumber(number: string): string {
  const characters = [...number.trim()];
  const [first = "", last = ""] = characters.length < 8 ? [] : [characters[0], characters.at(-1)];
  return `${first}${"*".repeat(16)}${last}`;
}

export const isMaskedIdNumber = (text: string): boolean => MASKED.test(text);
