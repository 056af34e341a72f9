import { checkAudit } from "./checkAudit.ts";
import { checkCertificates } from "./checkCertificates.ts";
import { checkClock } from "./checkClock.ts";
import { checkCors } from "./checkCors.ts";
import { checkDataDirectory } from "./checkDataDirectory.ts";
import { checkForwarding } from "./checkForwarding.ts";
import { checkIntrospection } from "./checkIntrospection.ts";
import { checkLimits } from "./checkLimits.ts";
import { checkListening } from "./checkListening.ts";
import { checkMetrics } from "./checkMetrics.ts";
import { checkMode } from "./checkMode.ts";
import { checkMongodb } from "./checkMongodb.ts";
import { checkNode } from "./checkNode.ts";
import { checkReach } from "./checkReach.ts";
import { checkSampleData } from "./checkSampleData.ts";
import { checkSecretFiles } from "./checkSecretFiles.ts";
import { checkSecrets } from "./checkSecrets.ts";
import { checkSettings } from "./checkSettings.ts";
import { checkSigningKeys } from "./checkSigningKeys.ts";
import { checkTransportTls } from "./checkTransportTls.ts";
import type { Check } from "./Finding.ts";

/** Every check, in the order of the report. A new one is a file beside this and a line here. */
export const CHECKS: readonly Check[] = [
  checkSettings,
  checkMode,
  checkListening,
  checkSigningKeys,
  checkSecretFiles,
  checkSecrets,
  checkTransportTls,
  checkCertificates,
  checkCors,
  checkForwarding,
  checkLimits,
  checkIntrospection,
  checkAudit,
  checkMetrics,
  checkSampleData,
  checkDataDirectory,
  checkMongodb,
  checkNode,
  checkClock,
  checkReach,
];
