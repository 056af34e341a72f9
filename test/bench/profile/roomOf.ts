import type { ProfileNode } from "./CpuProfile.ts";

/** Where code belongs: a part of the house, and more precisely a room, package or function of Node. */
export interface Place {
  part: string;
  place: string;
}

const ROOMS: [pattern: RegExp, part: string][] = [
  [/\/gateway\/(http|console|app|observability)\//, "front"],
  // What the kit's servers share with the gateway's front door: in one process only clients come over HTTP.
  [/\/subgraphs\/kit\/server\/(readJsonBody|answerGraphql|graphqlHandler|listen|sendAnswer)/, "front"],
  [/\/gateway\/policy\//, "policy"],
  [/\/gateway\/(planner|supergraph)\//, "planner"],
  [/\/gateway\/engine\//, "engine"],
  [/\/gateway\/transport\//, "transport"],
  [/\/subgraphs\/kit\/store\//, "store"],
  [/\/subgraphs\//, "resolvers"],
];

/** Libraries by what they are used for here: graphql-js executes only in the subgraphs, the engine runs compiled plans. */
const PACKAGES: [pattern: RegExp, part: string][] = [
  [/^graphql\/(language|validation|utilities)/, "parse and validate"],
  [/^(graphql\/|dataloader|@apollo\/subgraph)/, "resolvers"],
  [/^(lmdb|msgpackr|mingo|bson|mongodb|ordered-binary)/, "store"],
  [/^@apollo\/(query-planner|query-graphs|federation-internals)/, "planner"],
  [/^@apollo\/gateway/, "engine"],
  [/^(@apollo\/|lru-cache|pino|prom-client|@opentelemetry)/, "front"],
  [/^undici/, "transport"],
];

const HTTP = "node: HTTP and sockets";

/** The gateway's own parts: their share is what the engine's work is to bring down. */
export const GATEWAY_PARTS = [
  "front",
  HTTP,
  "policy",
  "planner",
  "engine",
  "transport",
  "parse and validate",
  "serialisation",
];

/** The subgraphs' parts. */
export const SUBGRAPH_PARTS = ["resolvers", "store"];

/** Idle time: not counted. */
export const IDLE = "idle";

const OF_V8 = new Map([
  ["(idle)", IDLE],
  ["(garbage collector)", "garbage collector"],
  ["(program)", "V8 and system"],
]);

/** Functions of the gateway whose own time is JSON's: V8 shows `JSON.parse` and `JSON.stringify` as part of their caller. */
const JSON_WORKERS = /^(stringifyResult|parseResponse)$/;

/** Buffers serve whoever uses them: the store's documents more than sockets. */
const isBuffer = (url: string) => /^node:(internal\/)?buffer/.test(url);

/**
 * Where a function belongs. What has no file of its own (V8's builtins, sockets' natives, generated functions), and
 * buffers, belong to their nearest caller that has one; only JSON is a part of its own.
 * @param callers nearest first
 */
export function roomOf(node: ProfileNode, callers: Iterable<ProfileNode>): Place {
  const name = node.callFrame.functionName;
  const ofV8 = OF_V8.get(name);
  if (ofV8) return { part: ofV8, place: name };
  if (JSON_WORKERS.test(name)) return { part: "serialisation", place: `JSON in ${name}` };
  if (node.callFrame.url !== "" && !isBuffer(node.callFrame.url)) return placeOf(node.callFrame.url);
  if (name === "parse" || name === "stringify") return { part: "serialisation", place: `JSON.${name}` };
  for (const { callFrame } of callers) {
    if (callFrame.url !== "" && !isBuffer(callFrame.url)) return placeOf(callFrame.url);
  }
  return { part: "V8 and system", place: name || "(anonymous)" };
}

function placeOf(url: string): Place {
  const [, inPackage] = /node_modules\/(?!.*node_modules\/)((?:@[^/]+\/)?[^/]+(?:\/[^/]+)?)/.exec(url) ?? [];
  if (inPackage) {
    const isGraphql = inPackage.startsWith("graphql/");
    const place = isGraphql ? inPackage : inPackage.replace(/^((?:@[^/]+\/)?[^/]+).*/, "$1");
    return { part: partIn(PACKAGES, inPackage), place };
  }
  if (url.startsWith("node:inspector")) return { part: IDLE, place: IDLE }; // the profiler itself
  if (url.startsWith("node:internal/process")) return { part: "V8 and system", place: "promises and ticks" };
  if (url.startsWith("node:")) return { part: HTTP, place: url.split("/").slice(0, 2).join("/") };
  const [, room] = /\/((?:gateway|subgraphs\/kit|subgraphs)\/[^/]+)\//.exec(url) ?? [];
  return { part: partIn(ROOMS, url), place: room ?? "other" };
}

function partIn(patterns: [RegExp, string][], text: string): string {
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? "other";
}
