import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate and its private key, in PEM. */
export interface Issued {
  key: string;
  cert: string;
}

export interface Wanted {
  /** Common name, and DNS name beside 127.0.0.1. @default localhost */
  name?: string;
  /** Ends this many milliseconds from now; negative is expired. @default a day */
  endsInMs?: number;
}

/** An authority for tests, made on the spot (X.509, RFC 5280): no key lies in the repository. */
export interface Authority {
  /** Its own certificate, in PEM. */
  cert: string;
  issue(wanted?: Wanted): Issued;
}

const DAY = 86_400_000;

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const header = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const octets = (...parts: Buffer[]) => der(0x04, ...parts);
const TRUE = der(0x01, Buffer.from([0xff]));
const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const utcTime = (time: number) =>
  der(0x17, Buffer.from(`${new Date(time).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(name)))));
const pem = (body: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${body.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

const IS_AUTHORITY = sequence(oid("551d13"), TRUE, octets(sequence(TRUE)));
const namesOf = (name: string) =>
  sequence(
    oid("551d11"),
    octets(sequence(der(0x82, Buffer.from(name)), der(0x87, Buffer.from([127, 0, 0, 1])))),
  );

let serial = 0;

function certificate(
  subject: string,
  publicKey: KeyObject,
  issuer: { name: string; privateKey: KeyObject },
  { endsAt, extension }: { endsAt: number; extension: Buffer },
): string {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, ++serial & 0x7f])),
    ECDSA_WITH_SHA256,
    commonName(issuer.name),
    sequence(utcTime(Math.min(Date.now(), endsAt) - DAY), utcTime(endsAt)),
    commonName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, issuer.privateKey));
  return pem(sequence(body, ECDSA_WITH_SHA256, signature));
}

/** @param name its common name: authorities of one name are told apart by their keys only */
export function createAuthority(name = "test authority"): Authority {
  const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = { name, privateKey: own.privateKey };
  return {
    cert: certificate(name, own.publicKey, issuer, { endsAt: Date.now() + DAY, extension: IS_AUTHORITY }),
    issue({ name: subject = "localhost", endsInMs = DAY } = {}) {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const about = { endsAt: Date.now() + endsInMs, extension: namesOf(subject) };
      return {
        key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        cert: certificate(subject, publicKey, issuer, about),
      };
    },
  };
}
