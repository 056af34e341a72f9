import { StartError } from "../../subgraphs/kit/server/settings.ts";

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** A time such as `30s`, `15m`, `8h` or `2d`, in seconds. @throws StartError naming the flag */
export function readDuration(flag: string, text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new StartError(`${flag} must be a time such as 30s, 15m, 8h or 2d`);
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
