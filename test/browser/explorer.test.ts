// The playground in a real browser: it loads nothing from outside, shows the examples, runs one, documents the graph, and
// lets one ask as a sample role.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createPolicy } from "../../gateway/app/createPolicy.ts";
import { gatewaySettings } from "../../gateway/app/gatewaySettings.ts";
import { serveGateway } from "../../gateway/http/serveGateway.ts";
import { createLogger } from "../../gateway/observability/log/createLogger.ts";
import type { Caller } from "../../subgraphs/kit/caller/Caller.ts";
import type { Listening } from "../../subgraphs/kit/server/listen.ts";
import { readSettings } from "../../subgraphs/kit/server/settings.ts";
import { openEngine } from "../support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "../support/sampleStores.ts";

let gateway: Listening;
let stateDirectory: string;
/** Who asked, in the order of the requests. */
const callers: (Caller | undefined)[] = [];
let browser: Browser;
let page: Page;
const requested: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const { transports } = await openSampleSubgraphs(inject("sampleDirectory"));
  stateDirectory = mkdtempSync(join(tmpdir(), "liandong-browser-"));
  const logger = createLogger({ level: "silent" });
  const settings = readSettings(gatewaySettings, { argv: [], env: { DATA_DIR: stateDirectory } });
  const { guard, front } = createPolicy(settings, { logger, metrics: null });
  gateway = await serveGateway({
    engine: await openEngine(transports, {
      guard(generation, request) {
        callers.push(request.context.caller);
        return guard(generation, request);
      },
    }),
    transports,
    port: 0,
    host: "127.0.0.1",
    logger,
    ...front,
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("request", (request) => requested.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`http://127.0.0.1:${gateway.port}/`);
  await page.waitForSelector(".graphiql-query-editor .CodeMirror");
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
  rmSync(stateDirectory, { recursive: true, force: true });
});

const editorText = () =>
  page
    .locator(".graphiql-query-editor .CodeMirror")
    .evaluate((element: any) => element.CodeMirror.getValue());
const resultText = () =>
  page.locator(".result-window .CodeMirror").evaluate((element: any) => element.CodeMirror.getValue());

/** Presses ▶ and answers what is shown then; the former result is cleared at once. */
async function execute() {
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.locator(".graphiql-execute-button").click(),
  ]);
  await expect.poll(resultText, { timeout: 20_000 }).toMatch(/"data"|"errors"/);
  return JSON.parse(await resultText());
}

describe("the playground", () => {
  it("opens with the headline query, which answers from four agencies", async () => {
    expect(await editorText()).toContain("query Headline");
    const { data, errors } = await execute();
    expect(errors).toBeUndefined();
    expect(data.medicalInstitution.medicalSocialWorkers.nodes).toHaveLength(9);
  });

  it("lists the example operations and opens the chosen one", async () => {
    await page.getByRole("button", { name: /文章中的数字/ }).click();
    await expect.poll(editorText).toContain("query Figures");
    // GraphiQL takes a moment to learn the new operation's name; asked sooner, it names one the text does not have.
    const dispatched = async () => (await execute()).data?.threeAreasPlan?.dispatched;
    await expect.poll(dispatched, { timeout: 20_000 }).toBe(645);
  });

  it("shows the documentation in both languages", async () => {
    await page.getByRole("button", { name: /Documentation Explorer/ }).click();
    await page.getByRole("link", { name: "Query", exact: true }).first().click();
    await expect.poll(() => page.locator(".graphiql-plugin").innerText()).toMatch(/medicalInstitution/);
    expect(await page.locator(".graphiql-plugin").innerText()).toMatch(/\p{Script=Han}/u);
  });

  it("asks as the sample role and for the purpose one chooses, and says as whom", async () => {
    const whoAmI = () => page.locator(".sign-in output").innerText();
    expect(await whoAmI()).toContain("not signed in");
    await execute();
    expect(callers.at(-1)?.principal).toBe("visitor");

    await page.getByLabel("身份 Role").selectOption("hospital-worker");
    await expect.poll(whoAmI).toContain("user:sample-hospital-worker · hospitals · mi_110114_001");
    await page.getByLabel("用途 Purpose").selectOption("continuity-of-care");
    await expect
      .poll(async () => {
        await execute();
        return callers.at(-1);
      })
      .toMatchObject({ principal: "user:sample-hospital-worker", purpose: "continuity-of-care" });
    if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });

    await page.getByLabel("身份 Role").selectOption("visitor");
    await expect.poll(whoAmI).toContain("not signed in");
    await execute();
    expect(callers.at(-1)?.principal).toBe("visitor");
  });

  it("asks nothing of any other host, and the console stays clean", () => {
    const outside = requested.filter(
      (url) => !url.startsWith(`http://127.0.0.1:${gateway.port}/`) && !url.startsWith("data:"),
    );
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
