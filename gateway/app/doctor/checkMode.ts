import { type Check, ok, unsafe } from "./Finding.ts";

/** Development mode trusts whoever can reach it. */
export const checkMode: Check = (facts) =>
  facts.isProduction
    ? [ok("mode", "production: nothing unsafe by default")]
    : [
        unsafe(
          facts,
          "mode",
          "MODE is development: sample roles, calls without signature, safe only on one's own machine",
          "set MODE=production",
        ),
      ];
