import type { Progress } from "./Subgraph.ts";

/**
 * Progress on standard error: one line that is redrawn in a terminal, one line per finished piece elsewhere.
 * @param label who is working, such as a subgraph's name
 */
export function progressBar(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let isFirst = true;
  return (what, done, total) => {
    if (isFirst) stream.write(`${label}: loading the synthetic sample data (only this once)\n`);
    isFirst = false;
    const finished = done >= total;
    if (!stream.isTTY && !finished) return;
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const text = `  ${label}: ${what} ${done.toLocaleString("en")} of ${total.toLocaleString("en")} (${percent} %)`;
    stream.write(stream.isTTY ? `\r\x1b[K${text}${finished ? "\n" : ""}` : `${text}\n`);
  };
}
