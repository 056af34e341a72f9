// An institution's count is recounted after every coming and going. It is right even if the process dies before the
// recount (settling makes it good), and even if another worker comes while a recount is under way.
import { describe, expect, it } from "vitest";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";
import { openHospitalsRepository } from "./HospitalsRepository.ts";
import { settlePendingRecounts } from "./recountStaffing.ts";

type Method = (...args: unknown[]) => Promise<unknown>;

/** The same store, with one method of one collection replaced by `instead`, which may call the original. */
function withMethod(
  store: DocumentStore,
  name: string,
  method: string,
  instead: (original: Method) => Method,
): DocumentStore {
  const collection = (asked: string) =>
    new Proxy(store.collection(asked), {
      get(target, property) {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== "function") return member;
        const original = member.bind(target) as Method;
        return asked === name && property === method ? instead(original) : original;
      },
    });
  return { ...store, collection: collection as DocumentStore["collection"] };
}

const NOW = new Date("2024-11-01T08:00:00Z");
const appointment = (workerId: string, institutionId: string) => ({
  workerId,
  institutionId,
  department: "儿科",
  isFullTime: true,
  serviceFields: ["CHILD_AND_YOUTH" as const],
  appointedOn: "2024-01-02",
});
const countAt = async (subgraph: HospitalsUnderTest, id: string) =>
  (await subgraph.query(`{ medicalInstitution(id: "${id}") { medicalSocialWorkerCount } }`))
    .medicalInstitution.medicalSocialWorkerCount;

describe("a crash between an appointment and the institution's recount", () => {
  it("is made good when the subgraph settles", async () => {
    await using subgraph = await openHospitals({ sample: null });
    const id = await subgraph.staffedHospital("msw_0001");
    const failing = withMethod(subgraph.store, "institutions", "updateOne", () => () => {
      return Promise.reject(new Error("the process dies here"));
    });
    const dying = await openHospitalsRepository(failing);
    await expect(dying.workers.appoint(appointment("msw_0002", id), NOW)).rejects.toThrow(
      "the process dies here",
    );
    expect(await countAt(subgraph, id)).toBe(1);

    const { collections } = await openHospitalsRepository(subgraph.store);
    await settlePendingRecounts(collections);
    expect(await countAt(subgraph, id)).toBe(2);
    expect(await collections.workers.countDocuments({ recountPending: { $gt: "" } })).toBe(0);
  });
});

describe("a recount that another worker's appointment overtakes", () => {
  it("does not overwrite the newer count with its own", async () => {
    await using subgraph = await openHospitals({ sample: null });
    const id = await subgraph.staffedHospital("msw_0001");
    const overtaking = await openHospitalsRepository(subgraph.store);
    let overtaken = false;
    const slow = withMethod(subgraph.store, "workers", "countDocuments", (original) => async (...args) => {
      const count = await original(...args);
      if (!overtaken) {
        overtaken = true;
        await overtaking.workers.appoint(appointment("msw_0003", id), NOW);
      }
      return count;
    });
    const { workers } = await openHospitalsRepository(slow);
    await workers.appoint(appointment("msw_0002", id), NOW);
    expect(overtaken).toBe(true);
    expect(await countAt(subgraph, id)).toBe(3);
  });
});
