import { createHash } from "node:crypto";
import { Kind, parse } from "graphql";
import { findOperation, normalForm } from "./normalForm.ts";
import type { OperationManifest } from "./OperationManifest.ts";

export const operationId = (body: string): string => createHash("sha256").update(body).digest("hex");

/**
 * The manifest of these documents' operations, ordered by name.
 * @throws Error for an operation without a name, or two of one name: nobody could tell them apart
 */
export function createManifest(sources: readonly string[]): OperationManifest {
  const operations = new Map<string, OperationManifest["operations"][number]>();
  for (const source of sources) {
    const document = parse(source, { noLocation: true });
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = definition.name?.value;
      const operation = name ? findOperation(document, name) : undefined;
      if (!name || !operation) throw new Error("an operation has no name: give it one to publish it");
      if (operations.has(name)) throw new Error(`two operations are called "${name}"`);
      const body = normalForm(operation);
      operations.set(name, { id: operationId(body), name, type: definition.operation, body });
    }
  }
  const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);
  return {
    format: "apollo-persisted-query-manifest",
    version: 1,
    operations: [...operations.values()].sort(byName),
  };
}
