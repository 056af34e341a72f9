import type { Input } from "../inputs/Input.ts";

const LONG_MS = 3_000;

/**
 * Says on standard error when the process did nothing else for seconds, and which inputs were on their way: one of them
 * keeps it busy, or the machine does. Whether that is too long, the bound on answers decides.
 * @returns ends it
 */
export function watchStandstills(underWay: ReadonlySet<Input>): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const stood = performance.now() - last - 100;
    last = performance.now();
    if (stood < LONG_MS) return;
    const inputs = [...underWay].map((input) => `  ${JSON.stringify(input).slice(0, 1_000)}`);
    process.stderr.write(
      `fuzz: nothing moved for ${Math.round(stood)} ms, with on their way:\n${inputs.join("\n")}\n`,
    );
  }, 100).unref();
  return () => clearInterval(timer);
}
