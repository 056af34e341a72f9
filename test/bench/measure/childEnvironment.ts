/** The environment of every process of the benchmark: the same for all, nothing of the caller's settings. */
export function childEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(inherited), NODE_ENV: "production", ...more };
}
