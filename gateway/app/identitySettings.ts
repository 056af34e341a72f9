import { z } from "zod";
import { type SettingsTable, wholeNumber } from "../../subgraphs/kit/server/settings.ts";
import { TOKEN_ALGORITHMS } from "../policy/identity/createTokenCheck.ts";

/** Settings of who may ask, and what they may see. */
export const identitySettings = {
  TOKEN_KEYS: {
    meaning: "public keys of the token issuer (JWKS): an https URL, or a file",
    schema: z.string().optional(),
    shownDefault: "(no tokens but development's)",
  },
  TOKEN_ISSUER: {
    meaning: "who must have issued a token (claim iss)",
    schema: z.string().optional(),
    shownDefault: "(needed with TOKEN_KEYS)",
  },
  TOKEN_AUDIENCE: {
    meaning: "for whom a token must be (claim aud)",
    schema: z.string().optional(),
    shownDefault: "(needed with TOKEN_KEYS)",
  },
  TOKEN_ALGORITHMS: {
    meaning: `signature algorithms of tokens, comma separated: ${TOKEN_ALGORITHMS.join(", ")}`,
    schema: z
      .string()
      .default("RS256,PS256,ES256,EdDSA")
      .transform((text) => text.split(",").map((name) => name.trim()))
      .pipe(z.array(z.enum(TOKEN_ALGORITHMS, `must be of ${TOKEN_ALGORITHMS.join(", ")}`))),
    shownDefault: "RS256,PS256,ES256,EdDSA",
  },
  TOKEN_CLOCK_TOLERANCE_S: {
    meaning: "how far the issuer's clock may be off, in seconds",
    schema: wholeNumber(0, 300).prefault("30"),
    shownDefault: "30",
  },
  API_KEYS: {
    meaning: "file of API keys, as npm run key writes it",
    schema: z.string().optional(),
    shownDefault: "(no API keys)",
  },
  ACCESS_MODE: {
    meaning: "a field the caller may not have: filter (null, with an error) or reject (refuse the request)",
    schema: z.enum(["filter", "reject"], "must be filter or reject").default("filter"),
    shownDefault: "filter",
  },
  INTROSPECTION: {
    meaning: "who may ask for the schema: on (everybody), off (nobody), scope (schema:read)",
    schema: z.enum(["auto", "on", "off", "scope"], "must be on, off, scope or auto").default("auto"),
    shownDefault: "on in development, scope in production",
  },
  BREAK_GLASS_KEY: {
    meaning:
      "secret that emergency grants are signed with, at least 32 characters, the same for all gateways",
    schema: z.string().min(32, "must have at least 32 characters").optional(),
    shownDefault: "(random in development, none in production)",
  },
  BREAK_GLASS_MINUTES: {
    meaning: "how long an emergency grant is good, in minutes",
    schema: wholeNumber(1, 240).prefault("15"),
    shownDefault: "15",
  },
} satisfies SettingsTable;
