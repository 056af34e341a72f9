// The READMEs tell the truth of today: the settings they list are those of the code, and the first query answers as shown.
import { readFileSync } from "node:fs";
import { expect, inject, it } from "vitest";
import { gatewaySettings } from "../gateway/app/gatewaySettings.ts";
import { ERROR_CODES } from "../gateway/policy/ErrorCode.ts";
import { openJoinedGraph } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "./support/sampleStores.ts";

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

it.each(["README.md", "README.zh-CN.md"])(
  "%s lists every setting with its default, and every error code",
  (name) => {
    const text = read(name);
    const listed = [...text.matchAll(/^\| `([A-Z_]+)` \| `(--[\w-]+)` \| (.*?) \|/gm)].map(
      ([, key, , shownDefault]) => [key, shownDefault],
    );
    const known = Object.entries(gatewaySettings).map(([key, { shownDefault }]) => [key, shownDefault]);
    expect(listed).toEqual([...known, ["CONFIG_FILE", "(none)"]]);
    for (const code of Object.keys(ERROR_CODES)) expect(text).toContain(`\`${code}\``);
  },
);

it.each(["README.md", "README.zh-CN.md"])("the first query of %s has the answer it shows", async (name) => {
  const text = read(name);
  const [, quoted = ""] = /-d '(\{"query":[\s\S]*?\})'/.exec(text) ?? [];
  const [, answer = ""] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  const { transports } = await openSampleSubgraphs(inject("sampleDirectory"));
  await using graph = await openJoinedGraph(transports);
  expect(await graph.ask(JSON.parse(quoted).query)).toEqual(JSON.parse(answer));
});
