import { afterAll, beforeAll } from "vitest";
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
 * The talent subgraph in process, with the language its tests speak: `act` carries out a mutation and answers its
 * payload, `refusal` its one user error as `CODE field: message`. Empty unless sample data is asked for.
 */
export async function openTalent({ sample = null, at }: Options & { at?: () => string } = {}) {
  const now = () => new Date(`${at?.() ?? TODAY}T08:00:00Z`);
  const subgraph = await openTestSubgraph(talent, { sample, now });

  async function act(name: string, input: object, selection = ""): Promise<any> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
    return (await subgraph.query(source, { input }))[name];
  }

  async function refusal(name: string, input: object): Promise<string> {
    const { userErrors } = await act(name, input);
    if (userErrors.length !== 1) throw new Error(`${name} was not refused`);
    const [{ code, field, message }] = userErrors;
    return `${code} ${field?.at(-1) ?? "-"}: ${message}`;
  }

  /** Registers a worker and answers the id. */
  async function register(clientKey: string, facts: object = {}): Promise<string> {
    const input = { ...WORKER, clientKey, ...facts };
    return (await act("registerSocialWorker", input, "socialWorker { id }")).socialWorker.id;
  }

  /**
   * False on FerretDB 1.x (told by its lack of `$unionWith`): it reads children with one call per parent, and its
   * updates read, then write, so that several racing ones may succeed.
   */
  function isFullServer(): Promise<boolean> {
    const pipeline = [{ $limit: 1 }, { $unionWith: { coll: "dispatches" } }];
    const answer = subgraph.store.collection("socialWorkers").aggregate(pipeline).toArray();
    return answer.then(
      () => true,
      () => false,
    );
  }

  return { ...subgraph, act, refusal, register, isFullServer };
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

/**
 * One subgraph for all tests of a `describe` that change nothing (reads, refusals): opened before, closed after.
 * @returns how a test gets it
 */
export function shared<T extends AsyncDisposable>(open: () => Promise<T>): () => T {
  let opened: T | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());
  return () => opened as T;
}
