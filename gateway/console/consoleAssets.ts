import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOperations } from "./readOperations.ts";

/** One file the browser may ask for. */
export interface Asset {
  type: string;
  content: Buffer;
}

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

const packageFile = (name: string, file: string): string =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);

const ownFile = (file: string): string => fileURLToPath(new URL(`public/${file}`, import.meta.url));

/**
 * Everything the playground loads, by path: our own page and the prebuilt browser files of npm packages.
 * Nothing comes from another origin, so it works without internet.
 * @param signIn the choices of the sign-in; `null`: there is none
 */
export function consoleAssets(signIn: object | null): ReadonlyMap<string, Asset> {
  const files: [path: string, type: string, file: string][] = [
    ["/explorer", HTML, ownFile("index.html")],
    ["/explorer/explorer.js", SCRIPT, ownFile("explorer.js")],
    ["/explorer/signIn.js", SCRIPT, ownFile("signIn.js")],
    ["/explorer/explorer.css", STYLE, ownFile("explorer.css")],
    ["/explorer/icon.svg", "image/svg+xml", ownFile("icon.svg")],
    ["/explorer/react.js", SCRIPT, packageFile("react", "umd/react.production.min.js")],
    ["/explorer/react-dom.js", SCRIPT, packageFile("react-dom", "umd/react-dom.production.min.js")],
    ["/explorer/graphiql.js", SCRIPT, packageFile("graphiql", "graphiql.min.js")],
    ["/explorer/graphiql.css", STYLE, packageFile("graphiql", "graphiql.min.css")],
  ];
  const assets = new Map(
    files.map(([path, type, file]): [string, Asset] => [path, { type, content: withoutSourceMap(file) }]),
  );
  const json = (value: unknown): Asset => ({
    type: "application/json; charset=utf-8",
    content: Buffer.from(JSON.stringify(value)),
  });
  assets.set("/explorer/operations.json", json(readOperations()));
  assets.set("/explorer/sign-in.json", json(signIn));
  return assets;
}

/** The packages' source maps are not served, so the pointer to them would only be a failed request. */
function withoutSourceMap(file: string): Buffer {
  return Buffer.from(readFileSync(file, "utf8").replace(/\n\/[/*]# sourceMappingURL=\S+.*$/m, "\n"));
}
