const MASKED = /^(?:1\d{2}\*{4}\d{4}|\*{4}\d{4}|\*{4})$/;

/**
 * A telephone number with its middle hidden: a mobile one keeps its first three and last four digits (`138****1234`), another
 * of eight digits or more its last four (`****1234`), a shorter one nothing (`****`).
 */
export function maskPhone(phone: string): string {
  const digits = phone.normalize("NFKC").replace(/\D/g, "");
  const mobile = /^(?:0{0,2}86)?(1\d{2})\d{4}(\d{4})$/.exec(digits);
  if (mobile) return `${mobile[1]}****${mobile[2]}`;
  return digits.length >= 8 ? `****${digits.slice(-4)}` : "****";
}

export const isMaskedPhone = (text: string): boolean => MASKED.test(text);
