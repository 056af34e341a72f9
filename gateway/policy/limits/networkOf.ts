import { isIPv4, isIPv6 } from "node:net";

const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

/**
 * What one client can be told apart by: its IPv4 address, or the /64 network of its IPv6 address, within which a client may
 * take any address it likes (RFC 6177, RFC 8981).
 */
export function networkOf(address: string): string {
  const plain = address.replace(MAPPED_IPV4, "");
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = "", tail] = plain.toLowerCase().split("%", 1)[0]?.split("::") ?? [];
  const groups = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  while (tail !== undefined && groups.length + after.length < 8) groups.push("0");
  const network = [...groups, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}
