import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { hospitals } from "../subgraph.ts";

type Options = Parameters<typeof openTestSubgraph>[1];

/** The input of an act that succeeds, with whatever a test changes in it. */
type Input = Record<string, unknown>;

const INSTITUTION = {
  name: "测试医院",
  level: "TERTIARY",
  districtCode: "110105",
  creditCode: "91350100M000100Y43",
  populationServed: 200_000,
};
const APPOINTMENT = {
  workerId: "msw_9001",
  department: "社会工作部",
  isFullTime: true,
  serviceFields: ["ELDERLY_CARE", "FAMILY_SUPPORT"],
  appointedOn: "2024-01-08",
};
const REFERRAL = {
  clientKey: "key-1",
  clientCode: "P-7F3K2QXM",
  clientAgeBand: "FROM_60",
  reason: "DISCHARGE_FOLLOW_UP",
  needs: ["CHRONIC_ILLNESS", "ELDERLY_CARE"],
  destinationCode: "110114",
};

/** The hospitals subgraph under test, with the words its scenarios are told in. */
export async function openHospitals(options?: Options) {
  const subgraph = await openTestSubgraph(hospitals, options);
  const { act } = subgraph;
  return {
    ...subgraph,
    register: (changes: Input = {}) =>
      act(
        "registerMedicalInstitution",
        { ...INSTITUTION, ...changes },
        "medicalInstitution { id name level district { code } organization { creditCode } parent { id } populationServed providesMedicalSocialWork medicalSocialWorkerCount workersPer100kPopulation }",
      ),
    startSocialWork: (institutionId: string, since = "2020-06-01") =>
      act(
        "startMedicalSocialWork",
        { institutionId, since },
        "medicalInstitution { id providesMedicalSocialWork socialWorkSince }",
      ),
    appoint: (changes: Input) =>
      act(
        "appointMedicalSocialWorker",
        { ...APPOINTMENT, ...changes },
        "medicalSocialWorker { id department isFullTime serviceFields appointedOn endedOn district { code } institution { id medicalSocialWorkerCount workersPer100kPopulation } }",
      ),
    endAppointment: (workerId: string, endedOn = "2024-10-20") =>
      act(
        "endMedicalSocialWorkerAppointment",
        { workerId, endedOn },
        "medicalSocialWorker { id appointedOn endedOn institution { id medicalSocialWorkerCount } }",
      ),
    refer: (changes: Input) =>
      act(
        "createReferral",
        { ...REFERRAL, ...changes },
        "created referral { id clientCode clientAgeBand reason needs isUrgent sentAt hospitalStatus withdrawnAt closedAt referredBy { id } institution { id } destination { code } }",
      ),
    withdraw: (referralId: string, reason = "CLIENT_DECLINED") =>
      act(
        "withdrawReferral",
        { referralId, reason },
        "referral { id hospitalStatus withdrawnAt withdrawalReason }",
      ),
    close: (referralId: string, followUpResult = "STABLE") =>
      act(
        "closeReferral",
        { referralId, followUpResult },
        "referral { id hospitalStatus closedAt followUpResult }",
      ),
    /** A hospital that does medical social work, and a worker in post there. */
    async staffedHospital(workerId = "msw_9001", changes: Input = {}): Promise<string> {
      const { id } = (await this.register(changes)).medicalInstitution;
      await this.startSocialWork(id);
      await this.appoint({ workerId, institutionId: id });
      return id;
    },
  };
}

export type HospitalsUnderTest = Awaited<ReturnType<typeof openHospitals>>;

/** What went wrong, in one line a test can read: `CODE field.path`. */
export function failure(payload: { userErrors: { code: string; field: string[] | null }[] }): string {
  return payload.userErrors.map(({ code, field }) => `${code} ${field?.join(".") ?? ""}`.trim()).join(", ");
}

/** A connection walked to its end. */
export interface Walked {
  nodes: any[];
  totalCount: number;
  pages: number;
}

/**
 * Every node of a connection, page by page.
 * @param connection the field up to its selection, given what to add to its arguments; `closing` closes its parents
 */
export async function walk(
  subgraph: HospitalsUnderTest,
  connection: (after: string) => string,
  selection: string,
  pick: (data: Record<string, unknown>) => unknown,
  closing = "",
): Promise<Walked> {
  const nodes: unknown[] = [];
  for (let after: string | null = null, pages = 1; ; pages++) {
    const cursor = after === null ? "" : `, after: "${after}"`;
    const data = await subgraph.query(
      `{ ${connection(cursor)} { nodes { ${selection} } pageInfo { hasNextPage endCursor } totalCount } ${closing} }`,
    );
    const page = pick(data) as {
      nodes: unknown[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
      totalCount: number;
    };
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { nodes, totalCount: page.totalCount, pages };
    after = page.pageInfo.endCursor;
  }
}
