import { afterAll, beforeAll } from "vitest";

/**
 * One subgraph for all tests of a file or a `describe` that change nothing (reads, refusals): opened before them,
 * closed after them.
 * @returns how a test gets it
 */
export function shared<T extends AsyncDisposable>(open: () => Promise<T>): () => T {
  let opened: T | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());
  return () => opened as T;
}
