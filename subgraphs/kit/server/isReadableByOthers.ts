import { statSync } from "node:fs";

/** Whether others than its owner may do anything with a file or directory; Windows has no such bits. Throws where it is not there. */
export const isReadableByOthers = (path: string): boolean =>
  process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
