const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const SHAPE = new RegExp(`^[${ALPHABET}]{18}$`);

/** The check character of the first 17 characters of a unified social credit code (GB 32100-2015, 附录 A). */
export function creditCodeCheckCharacter(body: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(body[i] ?? "") * (WEIGHTS[i] ?? 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? "";
}

/** Why `value` is not a unified social credit code, in words for its sender; `null` when it is one (GB 32100-2015). */
export function creditCodeProblem(value: string): string | null {
  if (!SHAPE.test(value)) {
    return "a unified social credit code has 18 characters: digits and capital letters without I, O, S, V, Z";
  }
  const expected = creditCodeCheckCharacter(value);
  return value[17] === expected
    ? null
    : "its check character does not match: one of the 18 characters is mistyped";
}
