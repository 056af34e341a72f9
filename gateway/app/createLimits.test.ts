// What the settings say of limits is what requests meet; what makes no sense stops the start. The safelist's file is followed.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { VISITOR } from "../../subgraphs/kit/caller/Caller.ts";
import { readSettings, StartError } from "../../subgraphs/kit/server/settings.ts";
import { createMetrics } from "../observability/metrics/createMetrics.ts";
import { COST_BUDGETS } from "../policy/cost/costBudgets.ts";
import { createManifest } from "../policy/safelist/createManifest.ts";
import { createLimits } from "./createLimits.ts";
import { gatewaySettings } from "./gatewaySettings.ts";
import { openSafelist } from "./openSafelist.ts";

const logger = pino({ level: "silent" });
const withSettings = (env: Record<string, string>) =>
  createLimits(readSettings(gatewaySettings, { argv: [], env }), { metrics: null, logger });

describe("the settings", () => {
  it("estimate and count by default, and let all operations run", () => {
    const { rules, front, documents } = withSettings({});
    expect(rules.map(({ name }) => name)).toEqual(["cost"]);
    expect(front).toEqual({ trustedProxies: 0, limiter: expect.anything() });
    expect(documents).toEqual({});
  });
  it("show the budgets there are", () =>
    expect([...COST_BUDGETS].map((pair) => pair.join("=")).join()).toBe(
      gatewaySettings.COST_BUDGETS.shownDefault,
    ));
  it("turn everything off that is asked to be off", () => {
    const { rules, front } = withSettings({ COST_MODE: "off", RATE_LIMITS: "off", TRUST_PROXY: "2" });
    expect(rules).toEqual([]);
    expect(front).toEqual({ trustedProxies: 2 });
  });
  it("change the limits of documents", () =>
    expect(withSettings({ OPERATION_LIMITS: "maxAliases=7, maxTokens=900" }).documents).toEqual({
      maxAliases: 7,
      maxTokens: 900,
    }));
  it.each([
    ["COST_BUDGETS", "visitor=lots", /COST_BUDGETS: "lots" must be a whole number/],
    ["COST_BUDGETS", "king=1", /role visitor, authenticated or a scope/],
    ["RATE_LIMITS", "visitor=9", /RATE_LIMITS: .*requests:cost/],
    ["OPERATION_LIMITS", "maxFun=9", /OPERATION_LIMITS: .*maxTokens, maxDepth/],
    ["OPERATION_LIMITS", "maxTokens=0", /limit=number/],
  ])("%s=%s stops the start", (key, value, message) => {
    expect(() => withSettings({ [key]: value })).toThrow(StartError);
    expect(() => withSettings({ [key]: value })).toThrow(message);
  });
  it("stop the start where there is no manifest", () =>
    expect(() => withSettings({ SAFELIST: "only", SAFELIST_FILE: "/nowhere/manifest.json" })).toThrow(
      /SAFELIST_FILE "\/nowhere\/manifest.json" cannot be used/,
    ));
});

describe("the manifest's file", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "liandong-safelist-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("is followed; a broken one changes nothing", async () => {
    const file = join(directory, "manifest.json");
    const write = (query: string) => writeFile(file, JSON.stringify(createManifest([query])));
    await write("query One { a }");
    const metrics = createMetrics();
    const { safelist, close } = openSafelist({
      mode: "only",
      file,
      logger,
      pollMs: 5,
      onUnpublished: metrics.onUnpublished,
    });
    const runs = (query: string): boolean => {
      try {
        safelist.admit({ query }, VISITOR);
        return true;
      } catch {
        return false;
      }
    };
    expect([runs("query One { a }"), runs("query Two { a }")]).toEqual([true, false]);
    await write("query Two { a }");
    await vi.waitFor(() => expect(runs("query Two { a }")).toBe(true), { timeout: 5_000 });
    const warn = vi.spyOn(logger, "warn");
    await writeFile(file, "{ broken");
    await vi.waitFor(() => expect(warn).toHaveBeenCalled(), { timeout: 5_000 });
    expect(runs("query Two { a }")).toBe(true);
    expect((await metrics.render()).text).toMatch(/liandong_operations_unpublished_total [1-9]/);
    metrics.close();
    await close();
  });
});
