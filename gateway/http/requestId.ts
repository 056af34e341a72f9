import { randomUUID } from "node:crypto";

const WELL_FORMED = /^[A-Za-z0-9._:-]{1,64}$/;

/** The caller's `x-request-id` where it is well-formed (it ends up in logs and headers), else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === "string" && WELL_FORMED.test(header) ? header : randomUUID();
}
