import { type Check, danger, type Finding, ok, warning } from "./Finding.ts";
import { reachOf } from "./hosts.ts";

/** Whether personal data crosses a network in the clear on its way from a subgraph. */
export const checkTransportTls: Check = ({ subgraphs, settings }) => {
  const remote = [...subgraphs].flatMap(([name, at]) =>
    URL.canParse(at) ? [{ name, url: new URL(at) }] : [],
  );
  if (remote.length === 0) return [];
  const findings = remote.flatMap(({ name, url }): Finding[] => {
    const reach = reachOf(url.hostname);
    if (url.protocol === "https:" || reach === "loopback") return [];
    const what = `"${name}" is reached over plain http at ${url.hostname}: signatures keep calls from being changed, not from being read`;
    return reach === "single label"
      ? [warning("subgraph-tls", what, "use https unless this is a network inside one machine")]
      : [
          danger(
            "subgraph-tls",
            what,
            `use https: SUBGRAPHS=${name}=https://…, with TLS_CA, TLS_CERT and TLS_KEY`,
          ),
        ];
  });
  const isHttps = remote.some(({ url }) => url.protocol === "https:");
  if (isHttps && settings.TLS_CERT === undefined)
    findings.push(
      warning(
        "subgraph-mtls",
        "the gateway shows no certificate to its subgraphs",
        "set TLS_CERT and TLS_KEY, and TLS_CA at the subgraphs",
      ),
    );
  return findings.length > 0
    ? findings
    : [ok("subgraph-tls", "subgraphs are reached over https or on this machine")];
};
