import { hostname } from "node:os";
import { CANARIES } from "../front/canaries.ts";

/** Words of our own inside: stacks, files, databases, runtime messages. */
const INSIDE =
  /node_modules|node:internal|\bat (?:async )?[\w.<>$ ]+ \((?:file|node|\/|[A-Z]:)|\.[tj]s:\d+|file:\/\/|\bmongo\w*|\bbson\b|\blmdb\b|\bmingo\b|E11000|\bE(?:CONN|NOENT|PIPE|ACCES)\w*|StoreQueryError|\[object Object\]|Cannot read propert|is not a function|is not iterable|undefined \(reading|Maximum call stack|out of memory/i;

/** Values that are nobody's business: of the environment (short and common ones say nothing), and of this machine. */
const secrets = (): string[] => [
  ...Object.values(CANARIES),
  ...Object.values(process.env).filter((value): value is string => value !== undefined && value.length >= 12),
  process.cwd(),
  hostname(),
  "127.0.0.1",
];

/** Makes the search for what an answer must not say; what the caller itself sent, or the public schema says, is no leak. */
export function createLeakSearch(publicText: string) {
  const forbidden = secrets();
  const known = publicText.toLowerCase();
  return (answer: string, sent: string): string | undefined => {
    const own = sent.toLowerCase();
    const isKnown = (word: string) => known.includes(word.toLowerCase()) || own.includes(word.toLowerCase());
    const secret = forbidden.find((word) => answer.includes(word) && !isKnown(word));
    if (secret !== undefined) return secret;
    const word = INSIDE.exec(answer)?.[0];
    return word !== undefined && !isKnown(word) ? word : undefined;
  };
}
