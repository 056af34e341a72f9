// The doctor: a careful production configuration has no danger, and each carelessness is named.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StartError } from "../../../subgraphs/kit/server/settings.ts";
import { writeKeyFile } from "../../../subgraphs/kit/signing/keyFile.ts";
import { createAuthority, type Issued } from "../../../subgraphs/kit/testing/createAuthority.ts";
import { newSecret } from "../../../subgraphs/kit/testing/signingKey.ts";
import { doctorCommand } from "./doctorCommand.ts";
import type { Finding } from "./Finding.ts";

const NAMES = ["hospitals", "volunteers", "stations", "talent"] as const;
const authority = createAuthority();
const DAY = 86_400_000;

let directory: string;
/** A careful production deployment: the environment of its gateway, and of its subgraph "talent". */
let gateway: Record<string, string>;
let talent: Record<string, string>;

const file = (name: string, content: string, mode = 0o600) => {
  const path = join(directory, name);
  writeFileSync(path, content, { mode });
  chmodSync(path, mode);
  return path;
};
const certificateFiles = (name: string, { cert, key }: Issued) => ({
  TLS_CA: file(`${name}.ca.pem`, authority.cert),
  TLS_CERT: file(`${name}.cert.pem`, cert),
  TLS_KEY: file(`${name}.key.pem`, key),
});

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "liandong-doctor-"));
  const keys = Object.fromEntries(NAMES.map((name) => [name, [{ id: `${name}-1`, secret: newSecret() }]]));
  writeKeyFile(join(directory, "gateway.json"), keys);
  writeKeyFile(join(directory, "talent.json"), { talent: keys.talent ?? [] });
  mkdirSync(join(directory, "data"), { mode: 0o700 });
  const common = { MODE: "production", HOST: "0.0.0.0", DATA_DIR: join(directory, "data") };
  const longLived = { endsInMs: 300 * DAY };
  gateway = {
    ...common,
    SIGNING_KEY_FILE: join(directory, "gateway.json"),
    SUBGRAPHS: NAMES.map((name) => `${name}=https://${name}.agencies.example/graphql`).join(","),
    METRICS: "9100",
    ...certificateFiles("gateway", authority.issue({ name: "gateway", ...longLived })),
  };
  talent = {
    ...common,
    SIGNING_KEY_FILE: join(directory, "talent.json"),
    MONGODB_URL: "mongodb://talent:hunter2@db.agencies.example/?tls=true",
    PSEUDONYM_KEY: "p".repeat(32),
    STATISTICS_SECRET: "s".repeat(32),
    ...certificateFiles("talent", authority.issue(longLived)),
  };
});
afterAll(() => rmSync(directory, { recursive: true }));

async function findings(env: Record<string, string>, ...argv: string[]): Promise<Finding[]> {
  const { text, exitCode } = await doctorCommand(["--json", ...argv], env);
  const { findings: found } = JSON.parse(text) as { findings: Finding[] };
  expect(exitCode).toBe(found.some(({ severity }) => severity === "danger") ? 1 : 0);
  return found;
}
const FOR_TALENT = ["--subgraph", "talent"];
const ids = (found: Finding[], severity: Finding["severity"]) =>
  found.filter((one) => one.severity === severity).map(({ id }) => id);

describe("a careful production deployment has no danger:", () => {
  it("the gateway", async () => expect(ids(await findings(gateway), "danger")).toEqual([]));
  it("a subgraph", async () => expect(ids(await findings(talent, ...FOR_TALENT), "danger")).toEqual([]));
  it("on one's own machine a newcomer has warnings only", async () =>
    expect(ids(await findings({ DATA_DIR: join(directory, "none") }), "danger")).toEqual([]));
});

type Careless = [
  what: string,
  env: () => Record<string, string>,
  id: string,
  severity?: "danger" | "warning",
];

describe("the gateway's carelessness is named:", () => {
  it.each<Careless>([
    ["development mode where others reach it", () => ({ MODE: "development" }), "mode"],
    ["a setting that cannot be", () => ({ MAX_BATCH: "many" }), "settings"],
    ["no signing keys", () => ({ SIGNING_KEY_FILE: "" }), "signing-key"],
    [
      "a short signing key",
      () => ({ SIGNING_KEY_FILE: "", GATEWAY_SIGNING_KEY: `talent=t:${newSecret(8)}` }),
      "settings",
    ],
    [
      "the same key for two subgraphs",
      () => {
        const secret = newSecret();
        return { SIGNING_KEY_FILE: "", GATEWAY_SIGNING_KEY: `talent=t:${secret},stations=s:${secret}` };
      },
      "settings",
    ],
    [
      "a key file that others may read",
      () => ({
        SIGNING_KEY_FILE: file(
          "open.json",
          JSON.stringify({ talent: [{ id: "t", secret: newSecret() }] }),
          0o644,
        ),
      }),
      "secret-file",
    ],
    [
      "a settings file that others may read",
      () => ({ CONFIG_FILE: file("settings.json", "{}", 0o644) }),
      "secret-file",
    ],
    [
      "an old key that was not retired",
      () => ({
        SIGNING_KEY_FILE: "",
        GATEWAY_SIGNING_KEY: NAMES.map((name) => `${name}=${name}:${newSecret()}`)
          .concat(`talent=old:${newSecret()}`)
          .join(","),
      }),
      "signing-key-rotation",
      "warning",
    ],
    ["plain http over a network", () => ({ SUBGRAPHS: "talent=http://10.0.0.7/graphql" }), "subgraph-tls"],
    [
      "plain http between containers",
      () => ({ SUBGRAPHS: NAMES.map((name) => `${name}=http://${name}:4001/graphql`).join(",") }),
      "subgraph-tls",
      "warning",
    ],
    ["no certificate for the subgraphs", () => ({ TLS_CERT: "", TLS_KEY: "" }), "subgraph-mtls", "warning"],
    [
      "a certificate that has expired",
      () => certificateFiles("late", authority.issue({ endsInMs: -2 * DAY })),
      "certificate",
    ],
    [
      "a certificate that soon will",
      () => certificateFiles("soon", authority.issue({ endsInMs: 10 * DAY })),
      "certificate",
      "warning",
    ],
    ["answers for any web page", () => ({ CORS_ORIGINS: "*" }), "cors"],
    ["answers for pages in the clear", () => ({ CORS_ORIGINS: "http://dashboard.example.org" }), "cors"],
    ["metrics on the public port", () => ({ METRICS: "on" }), "metrics"],
    ["credentials passed on", () => ({ FORWARD_HEADERS: "authorization" }), "settings"],
    [
      "clients' addresses passed on",
      () => ({ FORWARD_HEADERS: "x-forwarded-for" }),
      "forward-headers",
      "warning",
    ],
    ["endless bodies", () => ({ MAX_BODY_BYTES: "1000000000" }), "limit-body", "warning"],
    ["endless batches", () => ({ MAX_BATCH: "1000" }), "limit-batch", "warning"],
    ["a supergraph that is not there", () => ({ SUPERGRAPH: "nowhere.graphql" }), "settings"],
    ["sample data among real", () => ({ SUBGRAPHS: "talent=local" }), "sample-data"],
    ["a clock that stands still", () => ({ SUBGRAPHS: "talent=local", TODAY: "2024-10-31" }), "today"],
    ["a public introspection", () => ({ INTROSPECTION: "on" }), "introspection", "warning"],
    ["no way to say who one is", () => ({}), "listening", "warning"],
    ["an audit trail whose end can be cut off", () => ({}), "audit-anchor", "warning"],
    [
      "anchors beside the trail they are to hold",
      () => ({ AUDIT_DIR: directory, AUDIT_ANCHOR_FILE: join(directory, "anchors.txt") }),
      "audit-anchor",
      "warning",
    ],
    ["limits that make no sense", () => ({ OPERATION_LIMITS: "off" }), "settings"],
    ["budgets that make no sense", () => ({ COST_BUDGETS: "everybody" }), "settings"],
    ["rates that make no sense", () => ({ RATE_LIMITS: "fast" }), "settings"],
    ["no limits to a caller's requests", () => ({ RATE_LIMITS: "off" }), "limit-off"],
    ["a manifest that is not there", () => ({ SAFELIST: "only", SAFELIST_FILE: "nowhere.json" }), "settings"],
    ["a trail that is kept too short", () => ({ AUDIT_RETENTION_DAYS: "30" }), "settings"],
    ["tokens nobody can check", () => ({ TOKEN_ISSUER: "https://id.example" }), "settings"],
    ["no emergency access", () => ({}), "break-glass", "warning"],
    ["data without its secrets", () => ({ SUBGRAPHS: "talent=local" }), "secrets"],
  ])("%s", async (_, env, id, severity = "danger") =>
    expect(ids(await findings({ ...gateway, ...env() }), severity)).toContain(id),
  );
});

describe("a subgraph's carelessness is named:", () => {
  it.each<Careless>([
    ["no key", () => ({ SIGNING_KEY_FILE: "" }), "signing-key"],
    ["open to everybody", () => ({ SIGNING_KEY_FILE: "", TLS_CA: "" }), "listening"],
    [
      "the gateway's keys",
      () => ({ SIGNING_KEY_FILE: gateway.SIGNING_KEY_FILE ?? "" }),
      "signing-key-foreign",
    ],
    ["plain http", () => ({ TLS_CA: "", TLS_CERT: "", TLS_KEY: "" }), "listening-tls", "warning"],
    [
      "a database without password",
      () => ({ MONGODB_URL: "mongodb://db.example/?tls=true" }),
      "mongodb-credentials",
    ],
    [
      "a database in the clear",
      () => ({ MONGODB_URL: "mongodb://talent:hunter2@db.agencies.example:27017/" }),
      "mongodb-tls",
    ],
    [
      "data that others may read",
      () => {
        mkdirSync(join(directory, "open"), { recursive: true, mode: 0o755 });
        return { DATA_DIR: join(directory, "open"), MONGODB_URL: "" };
      },
      "data-directory",
    ],
    ["sample data", () => ({ SAMPLE_DATA: "on" }), "sample-data"],
    [
      "a pseudonym key that others may read",
      () => ({ PSEUDONYM_KEY: "", PSEUDONYM_KEY_FILE: file("open.key", "p".repeat(32), 0o644) }),
      "secret-file",
    ],
    [
      "a pseudonym key that is too short",
      () => ({ PSEUDONYM_KEY: "", PSEUDONYM_KEY_FILE: file("short.key", "p") }),
      "settings",
    ],
    ["names without authorities", () => ({ TLS_CLIENTS: "gateway", TLS_CA: "" }), "settings"],
  ])("%s", async (_, env, id, severity = "danger") =>
    expect(ids(await findings({ ...talent, ...env() }, ...FOR_TALENT), severity)).toContain(id),
  );
});

describe("the report", () => {
  it("is for people, worst first, with what to do and a summary", async () => {
    const { text, exitCode } = await doctorCommand([], { ...gateway, METRICS: "on" });
    expect(exitCode).toBe(1);
    expect(text).toMatch(/^the gateway\n\nDANGER +metrics: .*\n +→ set METRICS to a port/);
    expect(text).toMatch(/\n1 dangers, \d+ warnings, \d+ in order$/);
  });
  it("shows no secret", async () => {
    const list = `talent=t:${newSecret()}`;
    for (const argv of [[], ["--json"]]) {
      const { text } = await doctorCommand([...argv, ...FOR_TALENT], {
        ...talent,
        SIGNING_KEY_FILE: "",
        GATEWAY_SIGNING_KEY: list,
      });
      expect(text).not.toContain(list.slice(9));
      expect(text).not.toContain("hunter2");
    }
  });
  it("takes the program's flags, and has help of its own", async () => {
    expect(ids(await findings(gateway, "--metrics", "on"), "danger")).toEqual(["metrics"]);
    expect((await doctorCommand(["--help"], {})).text).toContain("--one-process");
    expect(ids(await findings(gateway, "--prot", "1"), "danger")).toContain("settings");
  });
  it.each([[["--subgraph", "clinics"]], [["--subgraph", "talent", "--reach"]]])("refuses %s", (argv) =>
    expect(doctorCommand(argv, {})).rejects.toThrow(StartError),
  );
});
