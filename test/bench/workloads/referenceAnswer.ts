import { apollo } from "../contestants/apollo.ts";
import { startContestant } from "../contestants/startContestant.ts";

/**
 * Apollo Gateway's answer: what counts as right on our own graph, where no merged schema exists.
 * @throws Error when it has errors
 */
export async function referenceAnswer(
  body: string,
  at: { supergraphFile: string; dataDirectory: string; core: number | undefined },
): Promise<string> {
  const gateway = await startContestant(apollo, { ...at, nodeFlags: [] });
  try {
    const response = await fetch(gateway.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const answer = await response.text();
    const { errors } = JSON.parse(answer) as { errors?: { message: string }[] };
    if (errors) throw new Error(`Apollo Gateway answers the query with errors: ${errors[0]?.message}`);
    return answer;
  } finally {
    await gateway.stop();
  }
}
