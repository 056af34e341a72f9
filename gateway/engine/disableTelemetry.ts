/**
 * Import this before anything of Apollo's: `@apollo/gateway` would start an exporter to its vendor and probe
 * cloud metadata addresses as soon as it is constructed. Nothing of this product calls outside.
 */
process.env.APOLLO_TELEMETRY_DISABLED = "1";
