const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Whether a GraphQL document nests `{`, `(` and `[` deeper than `limit`, without parsing it: a recursive parser,
 * validator or planner would run out of stack on what a few kilobytes of braces can ask for.
 * Strings, block strings and comments are skipped (GraphQL spec §2.1.7, §2.9.4).
 */
export function nestsDeeperThan(source: string, limit: number): boolean {
  if (source.length <= limit) return false;
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 0x7b || code === 0x28 || code === 0x5b) {
      if (++depth > limit) return true;
    } else if (code === 0x7d || code === 0x29 || code === 0x5d) depth--;
    else if (code === QUOTE) at = endOfString(source, at);
    else if (code === HASH) at = endOfLine(source, at);
  }
  return false;
}

/** Index of the closing quote of the string that opens at `start`, or of the last character where it never closes. */
function endOfString(source: string, start: number): number {
  if (source.startsWith('"""', start)) {
    for (let at = source.indexOf('"""', start + 3); at !== -1; at = source.indexOf('"""', at + 3)) {
      if (source.charCodeAt(at - 1) !== BACKSLASH) return at + 2;
    }
    return source.length;
  }
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKSLASH) at++;
    // A plain string may not span lines: the parser will refuse it, and what follows is counted again.
    else if (code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return source.length;
}

function endOfLine(source: string, start: number): number {
  for (let at = start; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at;
  }
  return source.length;
}
