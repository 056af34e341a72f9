// Gateway and subgraph as processes in production mode, by their settings alone: keys are asked for, calls are signed,
// certificates shown, and nobody gets around the gateway.
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keyCommand } from "../../subgraphs/kit/signing/keyCommand.ts";
import { createAuthority, type Issued } from "../../subgraphs/kit/testing/createAuthority.ts";
import { newSecret } from "../../subgraphs/kit/testing/signingKey.ts";
import { ask, type RunningProgram, runToEnd, startServer } from "../support/programs.ts";

const GATEWAY = "gateway/app/gateway.ts";
const SUBGRAPH = "subgraphs/run.ts";
const QUERY = '{ district(code: "110114") { name } }';

const authority = createAuthority();
const certificate = authority.issue({ name: "gateway" });
let directory: string;
let production: Record<string, string>;
const running: RunningProgram[] = [];
let subgraph: RunningProgram;
let gateway: RunningProgram;
let stranger: RunningProgram;

const file = (name: string) => join(directory, name);
const keyFile = (name: string) => ({ SIGNING_KEY_FILE: file(`keys/${name}.json`) });
async function certificateFiles(name: string, { cert, key }: Issued) {
  const paths: Record<string, string> = {};
  for (const [setting, content] of Object.entries({ TLS_CA: authority.cert, TLS_CERT: cert, TLS_KEY: key })) {
    paths[setting] = file(`${name}.${setting}.pem`);
    await writeFile(paths[setting], content, { mode: 0o600 });
  }
  return paths;
}
async function start(program: string, args: string[], env: Record<string, string>) {
  // Each gateway has a trail of its own.
  const AUDIT_DIR = await mkdtemp(file("audit-"));
  const started = await startServer(program, [...args, "--port", "0"], { ...production, AUDIT_DIR, ...env });
  running.push(started);
  return started;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-signing-"));
  production = {
    MODE: "production",
    DATA_DIR: directory,
    SAMPLE_DATA: "on",
    SAMPLE_SCALE: "0.01",
    PSEUDONYM_KEY: newSecret(),
    STATISTICS_SECRET: newSecret(),
  };
  // In the middle of a rotation: the subgraph has two keys already, the gateway still has the old one.
  keyCommand(["create", "--directory", file("keys")]);
  await copyFile(file("keys/gateway.json"), file("keys/gateway-before.json"));
  keyCommand(["rotate", "--directory", file("keys")]);
  subgraph = await start(SUBGRAPH, ["stations"], {
    ...keyFile("stations"),
    ...(await certificateFiles("stations", authority.issue())),
    TLS_CLIENTS: "gateway",
  });
  const env = {
    SUBGRAPHS: `hospitals=off,volunteers=off,talent=off,stations=${subgraph.url}`,
    ...(await certificateFiles("gateway", certificate)),
  };
  [gateway, stranger] = await Promise.all([
    start(GATEWAY, [], { ...env, ...keyFile("gateway-before") }),
    start(GATEWAY, [], { ...env, GATEWAY_SIGNING_KEY: `stations=stations:${newSecret()}` }),
  ]);
}, 240_000);
afterAll(async () => {
  for (const program of running) await program.kill();
  await rm(directory, { recursive: true, force: true });
});

it.each<[string, string, string[], () => Record<string, string>, RegExp]>([
  [
    "a subgraph without a key",
    SUBGRAPH,
    ["stations"],
    () => ({}),
    /"stations" has no key .*SIGNING_KEY_FILE/,
  ],
  [
    "a subgraph with another's key",
    SUBGRAPH,
    ["stations"],
    () => keyFile("talent"),
    /"stations" has no key .*npm run signing-key/,
  ],
  [
    "a gateway without keys",
    GATEWAY,
    [],
    () => ({}),
    /no key signs the calls to "hospitals".*SIGNING_KEY_FILE/,
  ],
])("%s does not start, and says what to give", async (_, program, args, env, message) => {
  const { code, stderr } = await runToEnd(program, args, { ...production, ...env() });
  expect(code, stderr).toBe(1);
  expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
  expect(stderr).toMatch(message);
});

it("the gateway is answered, with the key it still has", async () => {
  expect(subgraph.url).toMatch(/^https:/);
  expect(await ask(gateway.port, QUERY)).toEqual({ data: { district: { name: "昌平区" } } });
});

it("a gateway with a key that is not known gets nothing, and its clients learn no more than that", async () => {
  const { data, errors } = await ask(stranger.port, QUERY);
  expect(data).toEqual({ district: null });
  expect(errors).toMatchObject([{ extensions: { code: "SUBGRAPH_BAD_RESPONSE", serviceName: "stations" } }]);
  expect(JSON.stringify(errors)).not.toMatch(/key|sign/);
  const readiness: any = await (await fetch(`http://127.0.0.1:${stranger.port}/ready`)).json();
  expect(readiness.subgraphs.stations).toBe("down");
});

it("around the gateway there is no connection without a certificate, and with one no answer", async () => {
  const post = async (connect: object) => {
    const dispatcher = new Agent({ connect: { ca: authority.cert, ...connect } });
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query: "{ _service { sdl } }" });
    const { statusCode, body: answer } = await request(subgraph.url, {
      dispatcher,
      method: "POST",
      headers,
      body,
    });
    return { statusCode, answer: await answer.json() };
  };
  await expect(post({})).rejects.toThrow();
  expect(await post(certificate)).toEqual({
    statusCode: 401,
    answer: {
      errors: [
        {
          message: "the request is not signed: only the gateway may ask here",
          extensions: { code: "UNAUTHENTICATED" },
        },
      ],
    },
  });
});
