/** One HTTP answer as it came. */
export interface HttpAnswer {
  status: number;
  /** Lower-case names; a repeated header's values joined with a comma. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Answers to these have no body, whatever their headers say (RFC 9112 §6.3). */
const BODILESS = new Set([204, 304]);

/** Reads HTTP/1.1 answers from bytes as they come. */
export class AnswerReader {
  readonly answers: HttpAnswer[] = [];
  /** Why what came is no HTTP answer. */
  fault: string | undefined;
  #pending: Buffer = Buffer.alloc(0);
  readonly #isHead: boolean;

  /** @param isHead whether the answers are to HEAD requests, which announce a body and send none */
  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  /** Bytes of an answer that is not complete. */
  get rest(): number {
    return this.#pending.length;
  }

  push(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.fault === undefined && this.#pending.length > 0 && this.#readOne());
  }

  #readOne(): boolean {
    const end = this.#pending.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const [statusLine = "", ...lines] = this.#pending.toString("latin1", 0, end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(statusLine)?.[1]);
    if (Number.isNaN(status)) return this.#fail(`"${statusLine.slice(0, 100)}" is no status line`);
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const [, name, value = ""] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? [];
      if (!name) return this.#fail(`"${line.slice(0, 100)}" is no header`);
      const key = name.toLowerCase();
      headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
    }
    if (status === 100) {
      this.#pending = this.#pending.subarray(end + 4);
      return true;
    }
    const isBodiless = BODILESS.has(status) || (this.#isHead && this.#isAnswerAt(end + 4));
    const length = isBodiless ? 0 : Number(headers["content-length"] ?? Number.NaN);
    if (headers["transfer-encoding"]) return this.#readChunked(status, headers, end + 4);
    if (!Number.isInteger(length)) return this.#fail("the answer does not say how long it is");
    if (this.#pending.length < end + 4 + length) return false;
    this.#take(status, headers, this.#pending.subarray(end + 4, end + 4 + length), end + 4 + length);
    return true;
  }

  /** What is not even HTTP is refused with a body, though it may begin like a HEAD request. */
  #isAnswerAt(start: number): boolean {
    return start === this.#pending.length || this.#pending.toString("latin1", start, start + 7) === "HTTP/1.";
  }

  #readChunked(status: number, headers: Record<string, string>, start: number): boolean {
    const parts: Buffer[] = [];
    for (let at = start; ; ) {
      const lineEnd = this.#pending.indexOf("\r\n", at);
      if (lineEnd < 0) return false;
      const size = Number.parseInt(this.#pending.toString("latin1", at, lineEnd), 16);
      const next = lineEnd + 2 + size + 2;
      if (Number.isNaN(size)) return this.#fail("a chunk without a size");
      if (this.#pending.length < next) return false;
      if (size === 0) {
        this.#take(status, headers, Buffer.concat(parts), next);
        return true;
      }
      parts.push(this.#pending.subarray(lineEnd + 2, lineEnd + 2 + size));
      at = next;
    }
  }

  #take(status: number, headers: Record<string, string>, body: Buffer, end: number): void {
    this.answers.push({ status, headers, body });
    this.#pending = this.#pending.subarray(end);
  }

  #fail(fault: string): false {
    this.fault = fault;
    return false;
  }
}
