import { Agent, request } from "undici";
import type { TlsFiles } from "../../../subgraphs/kit/server/tls/loadTls.ts";
import { httpTransport } from "../../transport/httpTransport.ts";
import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import type { DoctorFacts, ReachFact } from "./DoctorFacts.ts";

const TIMEOUT_MS = 5_000;
const QUESTION = { query: "{__typename}", kind: "query" } as const;

/** Asks every subgraph that is reached over HTTP twice: as the gateway would, and without a signature. */
export async function askSubgraphs(
  { subgraphs, keys }: Pick<DoctorFacts, "subgraphs" | "keys">,
  tls: TlsFiles,
): Promise<Map<string, ReachFact>> {
  const remote = [...subgraphs].filter(([, at]) => /^https?:/.test(at));
  const facts = remote.map(async ([name, url]): Promise<[string, ReachFact]> => {
    const key = keys.get(name)?.[0];
    const transport = httpTransport({
      name,
      url,
      timeoutMs: TIMEOUT_MS,
      ...(url.startsWith("https:") ? { tls } : {}),
      ...(key ? { signingKey: key } : {}),
    });
    const signed = await transport.execute(QUESTION, { securityKey: "doctor" }).then(
      () => "answered" as const,
      (failure: unknown) =>
        failure instanceof SubgraphFailure && failure.status === 401
          ? ("refused" as const)
          : ("unreachable" as const),
    );
    await transport.close();
    return [name, { signed, ...(await askUnsigned(url, tls)) }];
  });
  return new Map(await Promise.all(facts));
}

async function askUnsigned(url: string, tls: TlsFiles): Promise<Omit<ReachFact, "signed">> {
  const dispatcher = new Agent({ connect: { ...tls, timeout: TIMEOUT_MS } });
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: QUESTION.query }),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    await body.dump();
    const told = Date.parse(String(headers.date));
    return {
      answersUnsigned: statusCode !== 401,
      ...(Number.isNaN(told) ? {} : { clockAheadSeconds: Math.round((told - Date.now()) / 1_000) }),
    };
  } catch {
    return { answersUnsigned: false };
  } finally {
    await dispatcher.destroy();
  }
}
