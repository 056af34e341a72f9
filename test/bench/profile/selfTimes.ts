import type { CpuProfile, ProfileNode } from "./CpuProfile.ts";
import { IDLE, roomOf } from "./roomOf.ts";

export interface SelfTimes {
  /** Time in which the process was not idle, in milliseconds. */
  busyMs: number;
  /** Self time in milliseconds by part, by place within it, and by function; longest first. */
  parts: [string, number][];
  places: [string, number][];
  functions: [string, number][];
}

/** Self time of a profile, grouped by where the code belongs. */
export function selfTimes(profile: CpuProfile): SelfTimes {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callerOf = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const byNode = new Map<number, number>();
  profile.samples.forEach((id, index) => {
    byNode.set(id, (byNode.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1_000);
  });
  const parts = new Map<string, number>();
  const places = new Map<string, number>();
  const functions = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, ms: number) => to.set(key, (to.get(key) ?? 0) + ms);
  let busyMs = 0;
  for (const [id, ms] of byNode) {
    const node = nodes.get(id);
    if (!node) continue;
    const { part, place } = roomOf(node, callers(node, callerOf));
    if (part === IDLE) continue;
    busyMs += ms;
    add(parts, part, ms);
    add(places, `${part}: ${place}`, ms);
    const { functionName, url, lineNumber } = node.callFrame;
    const file = url.split("/").slice(-2).join("/");
    add(
      functions,
      `${part}: ${functionName || "(anonymous)"} ${file && `${file}:${lineNumber + 1}`}`.trim(),
      ms,
    );
  }
  const sorted = (times: Map<string, number>) => [...times].sort(([, a], [, b]) => b - a);
  return { busyMs, parts: sorted(parts), places: sorted(places), functions: sorted(functions) };
}

/** Who called it, who called that, and so on. */
function* callers(of: ProfileNode, callerOf: ReadonlyMap<number, ProfileNode>): Generator<ProfileNode> {
  for (let caller = callerOf.get(of.id); caller; caller = callerOf.get(caller.id)) yield caller;
}
