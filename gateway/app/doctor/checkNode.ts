import { type Check, danger, ok, warning } from "./Finding.ts";

/** When Node.js' long-term releases end (github.com/nodejs/Release, schedule.json). */
const ENDS: Readonly<Record<number, string>> = { 20: "2026-04-30", 22: "2027-04-30", 24: "2028-04-30" };
const NEWEST = Math.max(...Object.keys(ENDS).map(Number));

/** Whether Node.js is new enough, and still mended. */
export const checkNode: Check = ({ nodeVersion, now }) => {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
  const update = "install Node.js 22 or 24";
  if (major < 20 || (major === 20 && minor < 19))
    return [danger("node", `Node.js ${nodeVersion} is too old`, update)];
  const ends = ENDS[major];
  if (ends === undefined && major < NEWEST)
    return [warning("node", `Node.js ${nodeVersion} is no long-term release`, update)];
  if (ends !== undefined && now > new Date(ends))
    return [warning("node", `Node.js ${major} has had no security fixes since ${ends}`, update)];
  return [ok("node", `Node.js ${nodeVersion}`)];
};
