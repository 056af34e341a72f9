const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = "10X98765432";

/** The check character of a citizen identification number's first 17 digits (GB 11643-1999: ISO 7064, MOD 11-2). */
export function idNumberCheck(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** The birth date in a citizen identification number, `YYYY-MM-DD`; it need not be a day that exists. */
export function birthDateOf(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** Whether a text is a citizen identification number: 18 characters, its check character right (GB 11643-1999). */
export function isIdNumber(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && idNumberCheck(text) === text.charAt(17);
}
