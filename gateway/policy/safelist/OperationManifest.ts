import { z } from "zod";

/** Published operations, in the format of Apollo's persisted-query manifests (version 1). */
export interface OperationManifest {
  format: "apollo-persisted-query-manifest";
  version: 1;
  operations: PublishedOperation[];
}

export interface PublishedOperation {
  /** SHA-256 of the body, lower-case hexadecimal. */
  id: string;
  name: string;
  type: "query" | "mutation" | "subscription";
  body: string;
}

const manifest = z.object({
  format: z.literal("apollo-persisted-query-manifest"),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1).max(256),
      name: z.string(),
      type: z.enum(["query", "mutation", "subscription"]),
      body: z.string(),
    }),
  ),
});

/** @throws Error when the text is no such manifest; it says where it is wrong */
export function parseManifest(text: string): OperationManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const { success, data, error } = manifest.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new Error(`${issue?.path.join(".") || "it"}: ${issue?.message}`);
}
