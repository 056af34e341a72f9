/** Why a store could not be opened; stable, for callers and tests. */
export type StoreOpenErrorCode =
  | "STORE_DIRECTORY_NOT_A_DIRECTORY"
  | "STORE_DIRECTORY_NOT_WRITABLE"
  | "STORE_DIRECTORY_NOT_CREATED"
  | "STORE_FILE_UNREADABLE"
  | "STORE_FILE_FORMAT"
  | "STORE_UNREACHABLE"
  | "STORE_URL_INVALID"
  | "STORE_UNAUTHORIZED";

/**
 * The store could not be opened. `message` says what to do about it and is safe to show: it holds no
 * credentials and no stack of the engine below.
 */
export class StoreOpenError extends Error {
  readonly code: StoreOpenErrorCode;

  constructor(code: StoreOpenErrorCode, message: string) {
    super(message);
    this.name = "StoreOpenError";
    this.code = code;
  }
}
