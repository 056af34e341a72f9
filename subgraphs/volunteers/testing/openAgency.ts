import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { openCollections } from "../repository/collections.ts";
import { recountSummaries } from "../repository/recountSummaries.ts";
import { volunteers } from "../subgraph.ts";

/** The hospital, station and community of the scenarios. */
export const HOSPITAL = "mi_110114_001";
export const STATION = "st_110114_01";
export const COMMUNITY = "cm_430104_02";
/** "Today" of the tests is 2024-11-01 in China. */
export const TODAY = "2024-11-01";

type Input = Record<string, unknown>;

/**
 * An agency without sample data, and a small language for scenarios: each word acts through a mutation with sensible
 * input, changed where the scenario says so, and fails the test when the act does not succeed.
 */
export async function openAgency() {
  const subgraph = await openTestSubgraph(volunteers, { sample: null });
  const racing = await subgraph.isFullServer();
  let serial = 0;
  const next = (prefix: string): string => `${prefix}${++serial}`;

  async function done(name: string, input: Input, selection: string) {
    const payload = await subgraph.act(name, input, selection);
    if (payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload.userErrors)}`);
    return payload;
  }
  const defaults = {
    organization: () => ({
      name: next("志愿服务队"),
      kind: "COMMUNITY_TEAM",
      districtCode: "110114",
      foundedOn: "2020-03-05",
    }),
    person: () => ({
      clientKey: next("person-"),
      name: "王小明",
      gender: "MALE",
      birthDate: "1990-05-05",
      phone: "13800000000",
      districtCode: "110114",
      isPartyMember: false,
    }),
    activity: () => ({
      title: next("敬老活动"),
      venueId: STATION,
      field: "ELDERLY_CARE",
      startsAt: "2024-11-10T01:00:00Z",
      endsAt: "2024-11-10T04:00:00Z",
      capacity: 5,
    }),
    service: () => ({
      clientKey: next("service-"),
      venueId: STATION,
      field: "ELDERLY_CARE",
      day: TODAY,
      hours: 2.5,
    }),
    benefit: () => ({
      providerCreditCode: "91350100M000100Y43",
      title: next("公园游览"),
      districtCode: "110114",
      pointsCost: 30,
      validFrom: "2024-01-01",
      validUntil: "2025-12-31",
    }),
  };
  return {
    ...subgraph,
    defaults,
    async organization(input: Input = {}): Promise<string> {
      const merged = { ...defaults.organization(), ...input };
      return (await done("registerVolunteerOrganization", merged, "organization { id }")).organization.id;
    },
    async volunteer(input: Input = {}): Promise<string> {
      const organizationId = input.organizationId ?? (await this.organization());
      const merged = { ...defaults.person(), organizationId, ...input };
      return (await done("registerVolunteer", merged, "volunteer { id }")).volunteer.id;
    },
    async activity(input: Input = {}): Promise<string> {
      const organizationId = input.organizationId ?? (await this.organization());
      const merged = { ...defaults.activity(), organizationId, ...input };
      return (await done("publishActivity", merged, "activity { id }")).activity.id;
    },
    async service(volunteerId: string, input: Input = {}): Promise<string> {
      const merged = { ...defaults.service(), volunteerId, ...input };
      return (await done("recordService", merged, "serviceRecord { id }")).serviceRecord.id;
    },
    async benefit(input: Input = {}): Promise<string> {
      const merged = { ...defaults.benefit(), ...input };
      return (await done("offerCourtesyBenefit", merged, "benefit { id }")).benefit.id;
    },
    /** All at the same time, where the server's updates are atomic; one after another where they are not. */
    async atOnce<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
      if (racing) return Promise.all(works.map((work) => work()));
      const results: T[] = [];
      for (const work of works) results.push(await work());
      return results;
    },
    /** What the counters say that the records do not. */
    differences: () => recountSummaries(openCollections(subgraph.store)),
  };
}

export type Agency = Awaited<ReturnType<typeof openAgency>>;

/** The one expected failure of a payload, as `CODE field`. */
export function failure(payload: { userErrors: { code: string; field: string[] | null }[] }): string {
  return payload.userErrors.map(({ code, field }) => `${code} ${field?.at(-1) ?? "-"}`).join(", ");
}
