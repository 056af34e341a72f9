/** A request that is refused at the door, before anything was asked of the graph: an HTTP status and a message for the caller. */
export class RequestRefusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the error carries as `extensions.code`. */
  readonly code: string;

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    code = "BAD_REQUEST",
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.code = code;
  }
}
