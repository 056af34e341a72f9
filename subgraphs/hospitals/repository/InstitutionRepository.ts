import type { Filter, WithId } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { checkCount, checkCounty, checkPastDay, checkText } from "../model/checks.ts";
import { digitsOf } from "../model/digitsOf.ts";
import {
  divisionsOf,
  type InstitutionDocument,
  type InstitutionLevel,
  mayLead,
} from "../model/Institution.ts";
import { MAX_POPULATION, staffingOf, WEAK_BASE_LIMIT } from "../model/staffing.ts";
import { type GroupCount, groupCounts } from "./groupCounts.ts";
import { withinAny } from "./withinAny.ts";

export interface InstitutionFilter {
  districtCode?: string | null;
  level?: InstitutionLevel | null;
  providesMedicalSocialWork?: boolean | null;
  parentId?: string | null;
}

export interface RegisterInstitutionInput {
  name: string;
  level: InstitutionLevel;
  districtCode: string;
  creditCode: string;
  parentId?: string | null;
  populationServed: number;
}

const COUNTY = { districtCode: "districtCode" };
const PROVIDES = { socialWorkSince: { $ne: null } };

const weakBase = (limit: number) => ({
  level: "COMMUNITY_HEALTH_CENTER" as const,
  workersPer100k: { $lte: limit },
});

/** All access to medical institutions. */
export class InstitutionRepository {
  readonly collection: DocumentCollection<InstitutionDocument>;

  constructor(collection: DocumentCollection<InstitutionDocument>) {
    this.collection = collection;
  }

  page(filter: InstitutionFilter, args: PageArgs): Promise<Connection<WithId<InstitutionDocument>>> {
    const { districtCode, level, providesMedicalSocialWork: provides, parentId } = filter;
    const conditions: Filter<InstitutionDocument> = {
      ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
      ...(level ? { level } : {}),
      ...(typeof provides === "boolean" ? { socialWorkSince: provides ? { $ne: null } : null } : {}),
      ...(parentId ? { parentId } : {}),
    };
    return findPage(this.collection, conditions, { field: "_id", direction: 1 }, args);
  }

  /** Community health centres with at most `limit` workers per 100,000 people, neediest first. */
  weakBases(
    limit: number,
    districtCode: string | null | undefined,
    args: PageArgs,
  ): Promise<Connection<WithId<InstitutionDocument>>> {
    const conditions: Filter<InstitutionDocument> = {
      ...weakBase(limit),
      ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    };
    return findPage(this.collection, conditions, { field: "needOrder", direction: 1 }, args);
  }

  /** Institutions in these divisions by county; with `provides`, only those that do medical social work. */
  countsIn(codes: readonly string[], { provides = false } = {}): Promise<GroupCount<"districtCode">[]> {
    const conditions = { ...withinAny("districtCode", codes), ...(provides ? PROVIDES : {}) };
    return groupCounts(this.collection, conditions as Filter<InstitutionDocument>, COUNTY);
  }

  /** Weak-base community health centres in these divisions by county. */
  weakBaseCountsIn(codes: readonly string[]): Promise<GroupCount<"districtCode">[]> {
    const conditions = { ...withinAny("districtCode", codes), ...weakBase(WEAK_BASE_LIMIT) };
    return groupCounts(this.collection, conditions as Filter<InstitutionDocument>, COUNTY);
  }

  /** Institutions that do medical social work, by level; everywhere or within a division. */
  providingByLevel(districtCode: string | null | undefined): Promise<GroupCount<"level">[]> {
    const conditions: Filter<InstitutionDocument> = {
      ...PROVIDES,
      ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    };
    return groupCounts(this.collection, conditions, { level: "level" });
  }

  /** @throws UserFailure NOT_FOUND */
  async require(id: string, field: string): Promise<WithId<InstitutionDocument>> {
    const institution = await this.collection.findOne({ _id: id });
    if (institution) return institution;
    throw new UserFailure("NOT_FOUND", "there is no medical institution of this id", field);
  }

  /**
   * An institution that did medical social work by `day`.
   * @throws UserFailure NOT_FOUND, NOT_ELIGIBLE (it does none), INVALID_INPUT (`dayField`: earlier than it began)
   */
  async requireProviding(id: string, day: string, dayField: string): Promise<WithId<InstitutionDocument>> {
    const institution = await this.require(id, "institutionId");
    const { socialWorkSince } = institution;
    if (socialWorkSince === null) {
      const message =
        "the institution does no medical social work yet; start it first (startMedicalSocialWork)";
      throw new UserFailure("NOT_ELIGIBLE", message, "institutionId");
    }
    if (day >= socialWorkSince) return institution;
    const message = `the institution does medical social work since ${socialWorkSince}; "${dayField}" cannot be earlier`;
    throw new UserFailure("INVALID_INPUT", message, dayField);
  }

  /**
   * The id follows from the credit code, so that a race cannot register one organisation twice.
   * @throws UserFailure INVALID_INPUT, NOT_FOUND (`parentId`), CONFLICT (credit code already registered)
   */
  async register(input: RegisterInstitutionInput): Promise<InstitutionDocument> {
    const { level, creditCode } = input;
    const name = checkText(input.name, "name", 100);
    const districtCode = checkCounty(input.districtCode, "districtCode");
    const populationServed = checkCount(input.populationServed, "populationServed", 1, MAX_POPULATION);
    const parent = input.parentId ? await this.require(input.parentId, "parentId") : null;
    if (parent && !mayLead(parent.level, level)) {
      const message = `an institution of level ${parent.level} cannot lead one of level ${level}`;
      throw new UserFailure("INVALID_INPUT", message, "parentId");
    }
    const institution: InstitutionDocument = {
      _id: `mi_${districtCode}_${digitsOf(creditCode, 12)}`,
      name,
      level,
      ...divisionsOf(districtCode),
      creditCode,
      parentId: parent?._id ?? null,
      socialWorkSince: null,
      populationServed,
      ...staffingOf(0, populationServed),
      staffingVersion: 0,
    };
    try {
      await this.collection.insertOne(institution);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const message = "an institution with this unified social credit code is already registered";
      throw new UserFailure("CONFLICT", message, "creditCode");
    }
    return institution;
  }

  /** @throws UserFailure INVALID_INPUT, NOT_FOUND, ILLEGAL_TRANSITION (it does so already) */
  async startSocialWork(id: string, since: string, now: Date): Promise<WithId<InstitutionDocument>> {
    const socialWorkSince = checkPastDay(since, "since", now);
    const started = await this.collection.findOneAndUpdate(
      { _id: id, socialWorkSince: null },
      { $set: { socialWorkSince } },
      { returnDocument: "after" },
    );
    if (started) return started;
    const present = await this.require(id, "institutionId");
    throw new UserFailure(
      "ILLEGAL_TRANSITION",
      `it already does medical social work, since ${present.socialWorkSince}; only an institution that does none can start`,
      "institutionId",
    );
  }
}
