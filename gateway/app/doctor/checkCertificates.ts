import { type Check, danger, ok, warning } from "./Finding.ts";

const DAY = 86_400_000;
/** Time enough to get a new one. */
const SOON_DAYS = 30;

/** Certificates that have run out, or soon will. */
export const checkCertificates: Check = ({ certificates, now }) =>
  certificates.map(({ setting, validFrom, validTo }) => {
    const days = Math.floor((validTo.getTime() - now.getTime()) / DAY);
    const until = validTo.toISOString().slice(0, 10);
    const renew = "get a new certificate and restart the program";
    if (days < 0) return danger("certificate", `the certificate of ${setting} ended on ${until}`, renew);
    if (validFrom > now)
      return danger(
        "certificate",
        `the certificate of ${setting} is not valid yet`,
        "check this machine's clock",
      );
    if (days < SOON_DAYS)
      return warning("certificate", `the certificate of ${setting} ends on ${until}, in ${days} days`, renew);
    return ok("certificate", `the certificate of ${setting} is good until ${until}`);
  });
