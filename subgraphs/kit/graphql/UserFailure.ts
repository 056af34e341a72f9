/** Codes of `enum UserErrorCode` in `schema/shared.graphql`. */
export type UserErrorCode =
  | "NOT_FOUND"
  | "INVALID_INPUT"
  | "ILLEGAL_TRANSITION"
  | "CONFLICT"
  | "CAPACITY_FULL"
  | "INSUFFICIENT_BALANCE"
  | "NOT_ELIGIBLE";

/** `type UserError` of `schema/shared.graphql`. */
export interface UserError {
  field: string[] | null;
  message: string;
  code: UserErrorCode;
}

/** An expected failure of an act: thrown by repositories, returned to the caller as data by {@link act}. */
export class UserFailure extends Error {
  readonly userError: UserError;

  /** @param field input field at fault, below `input` (`a.b` for one inside another); omitted when no single field is */
  constructor(code: UserErrorCode, message: string, field?: string) {
    super(message);
    this.name = "UserFailure";
    this.userError = { code, message, field: field === undefined ? null : ["input", ...field.split(".")] };
  }
}

/**
 * Runs a mutation's work and shapes its payload: the result's fields and `userErrors`.
 * Only a {@link UserFailure} becomes data; any other error is a bug or an outage and is rethrown.
 */
export async function act<T extends object>(
  work: () => Promise<T>,
): Promise<Partial<T> & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (error instanceof UserFailure)
      return { userErrors: [error.userError] } as Partial<T> & { userErrors: UserError[] };
    throw error;
  }
}
