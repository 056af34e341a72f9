/** Loaded first into every process that is not the benchmark's own program: it ends when the benchmark does. */
export const PRELOAD = new URL("./childPreload.mjs", import.meta.url).href;
