import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { startSubgraphs } from "../subgraphs/startSubgraphs.ts";
import { shopAnswer } from "./shop/shopAnswer.ts";
import type { Workload } from "./Workload.ts";

const TITLES = {
  heavy: "heavy: the public federation benchmark's shape",
  trivial: "trivial: one fetch",
};

/** A query on the shop: its four subgraphs started, composed with the ports they got. */
export async function openShopWorkload(
  id: keyof typeof TITLES,
  { directory, core }: { directory: string; core: number | undefined },
): Promise<Workload> {
  const read = (name: string) => readFileSync(new URL(`./shop/${name}.graphql`, import.meta.url), "utf8");
  const subgraphs = await startSubgraphs({ kind: "shop" }, core);
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs.urls).map(([name, url]) => ({ name, url, typeDefs: parse(read(name)) })),
  );
  if (!supergraphSdl) throw new Error(`the shop does not compose: ${errors?.[0]?.message}`);
  const supergraphFile = join(directory, `${id}.graphql`);
  writeFileSync(supergraphFile, supergraphSdl);
  const query = read(id);
  return {
    id,
    title: TITLES[id],
    body: JSON.stringify({ query }),
    expected: JSON.stringify(shopAnswer(query)),
    supergraphFile,
    dataDirectory: directory,
    subgraphs,
    stop: subgraphs.stop,
  };
}
