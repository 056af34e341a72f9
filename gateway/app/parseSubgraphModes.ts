/** Reads the setting `SUBGRAPHS`: `local`, `remote`, `off` or a URL, by the subgraph's name. */
export function parseSubgraphModes(text: string): Map<string, string> {
  const items = text.split(",").filter(Boolean);
  return new Map(
    items.map((item): [string, string] => {
      const at = item.indexOf("=");
      return [item.slice(0, at), item.slice(at + 1)];
    }),
  );
}
