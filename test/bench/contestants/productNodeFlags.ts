import { readFileSync } from "node:fs";

/** Node's arguments before the program in `npm run gateway`: what the product is run with. */
export function productNodeFlags(): string[] {
  const file = new URL("../../../package.json", import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as { scripts: Record<string, string> };
  const [command, ...words] = (scripts.gateway ?? "").split(" ");
  const program = words.findIndex((word) => word.endsWith("gateway.ts"));
  if (command !== "node" || program < 0)
    throw new Error("package.json has no script gateway: node … gateway.ts");
  return words.slice(0, program);
}
