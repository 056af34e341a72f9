import { UserFailure } from "../../kit/graphql/UserFailure.ts";

function invalid(message: string, field: string): UserFailure {
  return new UserFailure("INVALID_INPUT", message, field);
}

/** Text without surrounding space. @throws UserFailure `INVALID_INPUT` when empty or longer than `limit` */
export function checkText(value: string, limit: number, field: string): string {
  const text = value.trim();
  if (text.length >= 1 && text.length <= limit) return text;
  throw invalid(`${field} has 1 to ${limit} characters`, field);
}

/** @throws UserFailure `INVALID_INPUT` when outside `low`–`high` */
export function checkCount(value: number, low: number, high: number, field: string): number {
  if (value >= low && value <= high) return value;
  throw invalid(`${field} is between ${low} and ${high}`, field);
}

const MAX_YUAN = 100_000_000;

/** Whole fen of an amount in yuan. @throws UserFailure `INVALID_INPUT` outside 0.01–100,000,000 or finer than a fen */
export function checkAmount(yuan: number, field = "amountYuan"): number {
  const fen = Math.round(yuan * 100);
  if (fen < 1 || yuan > MAX_YUAN || Math.abs(yuan * 100 - fen) > 1e-4) {
    throw invalid(`${field} is between 0.01 and ${MAX_YUAN} yuan, with two decimals at most`, field);
  }
  return fen;
}

/** A day when something happened. @throws UserFailure `INVALID_INPUT` when before `earliest` or after `today` */
export function checkPastDay(
  day: string,
  { earliest = "1949-10-01", today }: { earliest?: string; today: string },
  field: string,
): string {
  if (day >= earliest && day <= today) return day;
  throw invalid(`${field} lies between ${earliest} and today, ${today}`, field);
}

/** Enum values of which each may be named once. @throws UserFailure `INVALID_INPUT` for fewer than `atLeast` or repeated ones */
export function checkChoices<T extends string>(values: readonly T[], atLeast: number, field: string): T[] {
  if (new Set(values).size !== values.length) throw invalid(`${field} names each value once`, field);
  if (values.length >= atLeast) return [...values];
  throw invalid(`${field} names at least ${atLeast}`, field);
}

/**
 * Ids given by another agency: its database cannot be asked from here, so only their shape is checked.
 * @throws UserFailure `INVALID_INPUT`
 */
export function checkForeignId(id: string, kind: keyof typeof FOREIGN_IDS, field: string): string {
  const { shape, example } = FOREIGN_IDS[kind];
  if (shape.test(id)) return id;
  throw invalid(`${field} is not the id of a ${kind}; such ids look like ${example}`, field);
}

const FOREIGN_IDS = {
  "medical social worker": { shape: /^msw_[0-9A-Za-z]{4,40}$/, example: "msw_0001" },
  "community social worker": { shape: /^csw_[0-9A-Za-z]{4,40}$/, example: "csw_0001" },
  referral: { shape: /^ref_[0-9A-Za-z]{6,40}$/, example: "ref_000001" },
} as const;
