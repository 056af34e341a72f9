import type { Door } from "../inputs/Input.ts";

const QUERY = { query: '{ district(code: "110114") { name stations { stations } } }' };

/** Whether the gateway still answers a valid query, on a connection of its own; else what is wrong. */
export async function isAlive(ports: Readonly<Record<Door, number>>): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${ports.gateway}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", connection: "close" },
      body: JSON.stringify(QUERY),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as any;
    const isRight =
      response.status === 200 && !answer.errors && typeof answer.data?.district?.name === "string";
    return isRight
      ? undefined
      : `a valid query got ${response.status} ${JSON.stringify(answer).slice(0, 300)}`;
  } catch (error) {
    return `a valid query got no answer (${(error as Error).name})`;
  }
}
