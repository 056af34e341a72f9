/**
 * - `STORE_UNSUPPORTED`: an operator, stage, option or value type outside the subset both engines share.
 * - `STORE_BAD_REQUEST`: the request contradicts itself or the document (e.g. `$inc` on a string).
 */
export type StoreQueryErrorCode = "STORE_UNSUPPORTED" | "STORE_BAD_REQUEST";

/** A request the embedded engine refuses rather than guess at. */
export class StoreQueryError extends Error {
  readonly code: StoreQueryErrorCode;

  constructor(code: StoreQueryErrorCode, message: string) {
    super(message);
    this.name = "StoreQueryError";
    this.code = code;
  }
}

export function unsupported(message: string): StoreQueryError {
  return new StoreQueryError("STORE_UNSUPPORTED", message);
}

export function badRequest(message: string): StoreQueryError {
  return new StoreQueryError("STORE_BAD_REQUEST", message);
}
