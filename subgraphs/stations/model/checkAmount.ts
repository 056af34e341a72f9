import { invalidInput } from "../../kit/input/invalidInput.ts";

const MAX_YUAN = 100_000_000;

/** Whole fen of an amount in yuan. @throws UserFailure `INVALID_INPUT` outside 0.01–100,000,000 or finer than a fen */
export function checkAmount(yuan: number, field = "amountYuan"): number {
  const fen = Math.round(yuan * 100);
  if (fen >= 1 && yuan <= MAX_YUAN && Math.abs(yuan * 100 - fen) <= 1e-4) return fen;
  throw invalidInput(
    `"${field}" must be between 0.01 and ${MAX_YUAN} yuan, with two decimals at most`,
    field,
  );
}
