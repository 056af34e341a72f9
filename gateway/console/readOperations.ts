import { readdirSync, readFileSync } from "node:fs";

const DIRECTORY = new URL("../../schema/operations/", import.meta.url);

/** An example operation of `schema/operations/`, as the playground lists it. */
export interface ExampleOperation {
  /** File name without its ending. */
  name: string;
  /** The question it answers, in Chinese: the file's first comment line. */
  title: string;
  /** The same in English: the second comment line. */
  subtitle: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** The example operations, in the order of their file names; `<name>.variables.json` holds one's variables. */
export function readOperations(): ExampleOperation[] {
  const files = readdirSync(DIRECTORY).sort();
  return files
    .filter((file) => file.endsWith(".graphql"))
    .map((file) => {
      const name = file.replace(/\.graphql$/, "");
      const query = readFileSync(new URL(file, DIRECTORY), "utf8");
      const [title = name, subtitle = ""] = query.split("\n").map((line) => line.replace(/^#\s*/, ""));
      const variables = files.includes(`${name}.variables.json`)
        ? { variables: JSON.parse(readFileSync(new URL(`${name}.variables.json`, DIRECTORY), "utf8")) }
        : {};
      return { name, title, subtitle, query, ...variables };
    });
}
