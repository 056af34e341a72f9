import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt } from "jose";
import type { Logger } from "pino";
import { type SettingsOf, StartError } from "../../subgraphs/kit/server/settings.ts";
import { readApiKeys } from "../policy/identity/ApiKeyFile.ts";
import { createApiKeyCheck } from "../policy/identity/createApiKeyCheck.ts";
import {
  createDevelopmentIssuer,
  DEVELOPMENT_AUDIENCE,
  DEVELOPMENT_ISSUER,
  type DevelopmentIssuer,
} from "../policy/identity/createDevelopmentIssuer.ts";
import type { CheckCredential, IdentityOptions } from "../policy/identity/createIdentity.ts";
import { createTokenCheck } from "../policy/identity/createTokenCheck.ts";
import { badCredentials } from "../policy/identity/IdentityRefusal.ts";
import { readTokenKeys } from "../policy/identity/readTokenKeys.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

type Settings = Pick<
  SettingsOf<typeof gatewaySettings>,
  | "MODE"
  | "DATA_DIR"
  | "TOKEN_KEYS"
  | "TOKEN_ISSUER"
  | "TOKEN_AUDIENCE"
  | "TOKEN_ALGORITHMS"
  | "TOKEN_CLOCK_TOLERANCE_S"
  | "API_KEYS"
>;

/** The issuer of tokens for the sample roles; none in production. */
export function developmentIssuerOf({ MODE, DATA_DIR }: Pick<Settings, "MODE" | "DATA_DIR">) {
  return MODE === "development" ? createDevelopmentIssuer(join(DATA_DIR, "gateway")) : undefined;
}

/**
 * Which credentials the settings accept.
 * @throws StartError when settings are missing or do not go together, or a file cannot be used
 */
export function credentialsOf(
  settings: Settings,
  { issuer, logger }: { issuer: DevelopmentIssuer | undefined; logger: Logger },
): Pick<IdentityOptions, "token" | "apiKey"> {
  const configured = tokenCheckOf(settings, logger);
  const development = issuer && developmentCheck(issuer);
  const token: CheckCredential | undefined =
    development && configured
      ? (text) => (issuerOf(text) === DEVELOPMENT_ISSUER ? development(text) : configured(text))
      : (development ?? configured);
  const apiKey = apiKeyCheckOf(settings, logger);
  return { ...(token ? { token } : {}), ...(apiKey ? { apiKey } : {}) };
}

function developmentCheck({ keys }: DevelopmentIssuer): CheckCredential {
  return createTokenCheck({
    keys,
    issuer: DEVELOPMENT_ISSUER,
    audience: DEVELOPMENT_AUDIENCE,
    algorithms: ["ES256"],
  });
}

function tokenCheckOf(settings: Settings, logger: Logger): CheckCredential | undefined {
  const { TOKEN_KEYS, TOKEN_ISSUER, TOKEN_AUDIENCE, TOKEN_ALGORITHMS, TOKEN_CLOCK_TOLERANCE_S } = settings;
  if (TOKEN_KEYS === undefined) {
    if (TOKEN_ISSUER !== undefined || TOKEN_AUDIENCE !== undefined)
      throw new StartError("TOKEN_KEYS is missing: tokens cannot be checked without the issuer's keys");
    return undefined;
  }
  if (TOKEN_ISSUER === undefined || TOKEN_AUDIENCE === undefined)
    throw new StartError("TOKEN_KEYS needs TOKEN_ISSUER and TOKEN_AUDIENCE: give all three");
  if (TOKEN_ISSUER === DEVELOPMENT_ISSUER)
    throw new StartError(`TOKEN_ISSUER may not be "${DEVELOPMENT_ISSUER}"`);
  if (settings.MODE === "production" && TOKEN_KEYS.startsWith("http:"))
    throw new StartError("TOKEN_KEYS must be an https URL or a file in production");
  try {
    return createTokenCheck({
      keys: readTokenKeys(TOKEN_KEYS, (error) =>
        logger.error({ err: error }, "the keys of the token issuer cannot be had"),
      ),
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      algorithms: TOKEN_ALGORITHMS,
      clockToleranceS: TOKEN_CLOCK_TOLERANCE_S,
    });
  } catch {
    throw new StartError("TOKEN_KEYS cannot be used: give an https URL, or a file that holds a JWKS");
  }
}

function apiKeyCheckOf({ API_KEYS }: Settings, logger: Logger): CheckCredential | undefined {
  if (API_KEYS === undefined) return undefined;
  if (!existsSync(API_KEYS))
    throw new StartError("API_KEYS names a file that is not there: npm run key -- create makes it");
  try {
    readApiKeys(API_KEYS);
  } catch {
    throw new StartError("API_KEYS names a file that is no key file: npm run key -- create makes one");
  }
  return createApiKeyCheck(API_KEYS, (error) => logger.error({ err: error }, "API_KEYS cannot be used"));
}

/** Who says they issued a token; to be believed only once that issuer's key has checked it. */
function issuerOf(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw badCredentials("the token is not valid");
  }
}
