import { connect, type Socket } from "node:net";
import { type ReadingRole, ROLES, tokenOf } from "../inputs/asSomebody.ts";
import type { Door, Input } from "../inputs/Input.ts";
import { AnswerReader, type HttpAnswer } from "./AnswerReader.ts";

/** What became of an input. */
export interface Outcome {
  answers: readonly HttpAnswer[];
  /** How it ended: with the answers it was owed, with the connection closed, or not within the bound. */
  end: "answered" | "closed" | "hung";
  /** Why what came is no HTTP, or was cut short. */
  fault?: string;
  durationMs: number;
}

/** Longest wait for an input's answers: more than the gateway gives a request, and than it waits for a body. */
const BOUND_MS = 20_000;

/** A token for each role that inputs are sent as. */
export type Tokens = Readonly<Record<ReadingRole, string>>;

/** Sends inputs one after the other; well-formed ones share a connection for each door, as clients' do. */
export class Knocker {
  readonly #ports: Readonly<Record<Door, number>>;
  readonly #tokens: Tokens;
  readonly #open = new Map<Door, Socket>();

  constructor({ ports, tokens }: { ports: Readonly<Record<Door, number>>; tokens: Tokens }) {
    this.#ports = ports;
    this.#tokens = tokens;
  }

  async send(drawn: Input): Promise<Outcome> {
    const input = { ...drawn, bytes: this.#signedIn(drawn.bytes) };
    const kept = input.answers === undefined ? undefined : this.#open.get(input.door);
    const outcome = await this.#exchange(kept ?? this.#connect(input.door), input);
    // The server may have closed an idle connection just then (RFC 9112 §9.3.1): that says nothing about the input.
    const isStale = kept !== undefined && outcome.end === "closed" && outcome.answers.length === 0;
    return isStale ? this.#exchange(this.#connect(input.door), input) : outcome;
  }

  #signedIn(bytes: string): string {
    for (const role of ROLES) {
      const token = tokenOf(role);
      if (bytes.includes(token)) return bytes.replace(token, this.#tokens[role]);
    }
    return bytes;
  }

  close(): void {
    for (const socket of this.#open.values()) socket.destroy();
    this.#open.clear();
  }

  #connect(door: Door): Socket {
    return connect({ port: this.#ports[door], host: "127.0.0.1", noDelay: true }).on("error", () => {});
  }

  #exchange(socket: Socket, { door, bytes, answers: owed }: Input): Promise<Outcome> {
    const reader = new AnswerReader(
      bytes.startsWith("HEAD ") || (owed === undefined && bytes.includes("HEAD ")),
    );
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const finish = (end: Outcome["end"]): void => {
        clearTimeout(timer);
        socket.removeAllListeners("data").removeAllListeners("close");
        // A server closes what is idle for some seconds: that one must not be taken up again.
        socket.once("close", () => this.#open.get(door) === socket && this.#open.delete(door));
        const isLast = reader.answers.some(({ headers }) => headers.connection === "close");
        const isKept = end === "answered" && owed !== undefined && !isLast && reader.rest === 0;
        if (isKept) this.#open.set(door, socket);
        else {
          if (this.#open.get(door) === socket) this.#open.delete(door);
          socket.destroy();
        }
        const cut = reader.rest > 0 && end === "closed" ? "the last answer was cut short" : undefined;
        const fault = reader.fault ?? cut;
        const durationMs = performance.now() - startedAt;
        resolve({ answers: reader.answers, end, durationMs, ...(fault ? { fault } : {}) });
      };
      const timer = setTimeout(finish, BOUND_MS, "hung");
      socket.on("data", (chunk: Buffer) => {
        reader.push(chunk);
        if (reader.fault || (owed !== undefined && reader.answers.length >= owed)) finish("answered");
      });
      socket.on("close", () => finish("closed"));
      socket.write(bytes, "latin1");
      if (owed === undefined) socket.end();
    });
  }
}
