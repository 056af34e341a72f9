/** How far a host name reaches: this machine, a network of containers (a single label), or anything else. */
export type HostReach = "loopback" | "single label" | "network";

export function reachOf(host: string): HostReach {
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)) return "loopback";
  return /^[\w-]+$/.test(host) ? "single label" : "network";
}
