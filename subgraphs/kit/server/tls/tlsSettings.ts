import { z } from "zod";
import type { SettingsTable } from "../settings.ts";

/** Certificates for https between gateway and subgraphs, all PEM files. */
export const tlsSettings = {
  TLS_CA: {
    meaning:
      "PEM file of the authorities that are trusted: by the gateway, for https subgraphs; by a subgraph, for the callers it then asks for a certificate",
    schema: z.string().optional(),
    shownDefault: "(the system's)",
  },
  TLS_CERT: {
    meaning:
      "PEM file of the certificate: the gateway shows it to subgraphs that ask; a subgraph serves https with it",
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
  TLS_KEY: {
    meaning: "PEM file of the certificate's private key",
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
} satisfies SettingsTable;
