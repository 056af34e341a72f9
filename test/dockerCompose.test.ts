// docker-compose.yml, as far as it can be checked without a Docker engine: its shape, its secrets, its commands.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SUBGRAPH_PORTS } from "../subgraphs/kit/server/Subgraph.ts";

const source = readFileSync(new URL("../docker-compose.yml", import.meta.url), "utf8");
const compose = parse(source, { merge: true });
const scripts = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).scripts;

describe("docker-compose.yml", () => {
  it("runs MongoDB as a replica set, each subgraph, and the gateway", () => {
    expect(Object.keys(compose.services)).toEqual(["mongodb", ...Object.keys(SUBGRAPH_PORTS), "gateway"]);
    expect(compose.services.mongodb.command.join(" ")).toContain("--replSet rs0");
    expect(compose.services.mongodb.healthcheck.test.join(" ")).toContain("rs.initiate");
  });

  it("checks the health of every service", () => {
    for (const service of Object.values<any>(compose.services)) {
      expect(service.healthcheck.test.length).toBeGreaterThan(1);
      expect(service.healthcheck).toMatchObject({ interval: "10s", retries: 6 });
    }
  });

  it("has no password in it and no default for one", () => {
    const secrets = source.match(/\$\{\w*(PASSWORD|_KEY|SECRET)\b[^}]*\}/g) ?? [];
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(secret).not.toMatch(/:-/);
    const required = source.match(/\$\{\w*(PASSWORD|_KEY|SECRET):\?/g) ?? [];
    expect(new Set(required).size).toBe(8);
  });

  it("runs everything in production mode, each subgraph with its own key alone", () => {
    const { mongodb, ...ours } = compose.services;
    expect(mongodb.secrets).toBeUndefined();
    for (const [name, { environment, secrets }] of Object.entries<any>(ours)) {
      expect(environment.MODE).toBe("production");
      expect(environment.SIGNING_KEY_FILE).toBe("/run/secrets/signing-keys.json");
      const source = name === "gateway" ? "gateway_keys" : `${name}_key`;
      expect(secrets).toEqual([{ source, target: "signing-keys.json" }]);
      const file = name === "gateway" ? "gateway.json" : `${name}.json`;
      expect(compose.secrets[source].file).toMatch(new RegExp(`^\\$\\{SIGNING_KEYS:\\?[^}]+\\}/${file}$`));
    }
  });

  it("keeps the audit trail when the gateway's container goes", () => {
    const { environment, volumes } = compose.services.gateway;
    expect(volumes).toEqual([`gateway-state:${environment.DATA_DIR}`]);
    expect(Object.keys(compose.volumes)).toContain("gateway-state");
  });

  it("publishes nothing but the gateway, on loopback, without its metrics", () => {
    const published = Object.entries<any>(compose.services).filter(([, { ports }]) => ports);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ["gateway", ["127.0.0.1:4000:4000"]],
    ]);
    expect(compose.services.gateway.environment.METRICS).not.toMatch(/^(on|4000)$/);
  });

  it("copies no secret into an image", () => {
    const ignored = readFileSync(new URL("../.dockerignore", import.meta.url), "utf8").split("\n");
    expect(ignored).toEqual(expect.arrayContaining(["keys", ".env"]));
  });

  it.each(Object.entries(SUBGRAPH_PORTS))(
    "runs %s by the repository's own command on port %i, on its own database user",
    (name, port) => {
      const { command, environment, healthcheck } = compose.services[name];
      expect(command.slice(0, 3)).toEqual(["npm", "run", "-s"]);
      expect(Object.keys(scripts)).toContain(command[3]);
      expect(command).toEqual(expect.arrayContaining([name, "--port", String(port)]));
      expect(environment.MONGODB_URL).toContain(`mongodb://${name}:`);
      expect(healthcheck.test.join(" ")).toContain(`:${port}/health`);
      expect(compose.services.gateway.environment.SUBGRAPHS).toContain(
        `${name}=http://${name}:${port}/graphql`,
      );
    },
  );
});
