// Hive Gateway as a contestant; what differs between its entries comes from the environment.
import { defineConfig } from "@graphql-hive/gateway";

const { BENCH_ENGINE: engine, BENCH_SHARING: sharing } = process.env;
const { unifiedGraphHandler } = engine === "rust" ? await import("@graphql-hive/router-runtime") : {};

export const gatewayConfig = defineConfig({
  ...(unifiedGraphHandler ? { unifiedGraphHandler } : { jit: true }),
  logging: "error",
  inboundInflightRequestDeduplication: sharing === "client queries",
  transportEntries: {
    "*.http": { options: { deduplicateInflightRequests: sharing !== "nothing" } },
  },
});
