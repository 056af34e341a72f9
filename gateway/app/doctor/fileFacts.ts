import { X509Certificate } from "node:crypto";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { isReadableByOthers } from "../../../subgraphs/kit/server/isReadableByOthers.ts";
import type { CertificateFact, FileFact } from "./DoctorFacts.ts";

/** A file or directory as it lies there; `null` where it does not. */
export function fileFact(path: string): FileFact | null {
  try {
    const { mtime } = statSync(path);
    return { isWritable: isWritable(path), isReadableByOthers: isReadableByOthers(path), modifiedAt: mtime };
  } catch {
    return null;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Every certificate in a PEM file; none where it cannot be read, which is another's to say. */
export function certificateFacts(setting: string, path: string): CertificateFact[] {
  try {
    const blocks = readFileSync(path, "utf8").match(
      /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g,
    );
    return (blocks ?? []).map((pem) => {
      const { validFrom, validTo } = new X509Certificate(pem);
      return { setting, validFrom: new Date(validFrom), validTo: new Date(validTo) };
    });
  } catch {
    return [];
  }
}
