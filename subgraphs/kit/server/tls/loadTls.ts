import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isReadableByOthers } from "../isReadableByOthers.ts";
import type { modeSetting } from "../modeSetting.ts";
import { type SettingsOf, StartError } from "../settings.ts";
import type { tlsSettings } from "./tlsSettings.ts";

/** What is shown to the other end of a connection, and who is trusted there; all in PEM. */
export interface TlsFiles {
  ca?: string;
  cert?: string;
  key?: string;
}

/**
 * The certificates the settings name, read and checked once; a new one counts after a restart.
 * @throws StartError naming the setting and what is wrong; in production also when others may read the key
 */
export function loadTls(settings: SettingsOf<typeof tlsSettings & typeof modeSetting>): TlsFiles {
  const { TLS_CA, TLS_CERT, TLS_KEY, MODE } = settings;
  if ((TLS_CERT === undefined) !== (TLS_KEY === undefined))
    throw new StartError("TLS_CERT and TLS_KEY belong together: give both or none");
  const ca = TLS_CA === undefined ? undefined : readPem("TLS_CA", TLS_CA);
  if (ca !== undefined) certificateOf("TLS_CA", ca);
  if (TLS_CERT === undefined || TLS_KEY === undefined) return ca === undefined ? {} : { ca };
  const cert = readPem("TLS_CERT", TLS_CERT);
  const key = readPem("TLS_KEY", TLS_KEY);
  if (!certificateOf("TLS_CERT", cert).checkPrivateKey(privateKeyOf(key)))
    throw new StartError("TLS_KEY is not the key of the certificate in TLS_CERT");
  if (MODE === "production" && isReadableByOthers(TLS_KEY))
    throw new StartError("TLS_KEY may be read by other users: chmod 600 the file");
  return { ...(ca === undefined ? {} : { ca }), cert, key };
}

function readPem(setting: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The path of a key is not repeated anywhere, so neither is that of a certificate.
    throw new StartError(`${setting} cannot be read: give the path of a PEM file`);
  }
}

function certificateOf(setting: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new StartError(`${setting} holds no certificate in PEM form`);
  }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new StartError("TLS_KEY holds no private key in PEM form without a passphrase");
  }
}
