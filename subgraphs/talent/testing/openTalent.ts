import { sampleCreditCode } from "../../kit/sample/creditCodes.ts";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { talent } from "../subgraph.ts";

/** A private agency and a bureau that no sample record names. */
export const AGENCY = sampleCreditCode("PRIVATE_NON_ENTERPRISE", "430111", 77);
export const BUREAU = sampleCreditCode("GOVERNMENT", "620102", 77);

/** The day of the tests' clock. */
export const TODAY = "2024-11-01";

type Options = NonNullable<Parameters<typeof openTestSubgraph>[1]>;

/**
 * The talent subgraph in process, with the language its tests speak: `refusal` answers the one user error of an act as
 * `CODE field: message`. Empty unless sample data is asked for.
 */
export async function openTalent({ sample = null, at, ...options }: Options & { at?: () => string } = {}) {
  const now = () => new Date(`${at?.() ?? TODAY}T08:00:00Z`);
  const subgraph = await openTestSubgraph(talent, { ...options, sample, now });

  async function refusal(name: string, input: object): Promise<string> {
    const { userErrors } = await subgraph.act(name, input);
    if (userErrors.length !== 1) throw new Error(`${name} was not refused`);
    const [{ code, field, message }] = userErrors;
    return `${code} ${field?.at(-1) ?? "-"}: ${message}`;
  }

  /** Registers a worker and answers the id. */
  async function register(clientKey: string, facts: object = {}): Promise<string> {
    const input = { ...WORKER, clientKey, ...facts };
    return (await subgraph.act("registerSocialWorker", input, "socialWorker { id }")).socialWorker.id;
  }

  return { ...subgraph, refusal, register };
}

export type Talent = Awaited<ReturnType<typeof openTalent>>;

/** What a worker is unless a test says otherwise. */
export const WORKER = {
  kind: "COMMUNITY",
  name: "样例社工",
  gender: "FEMALE",
  birthDate: "1992-05-06",
  isPartyMember: true,
  districtCode: "430111",
} as const;
