import type { Filter, WithId } from "mongodb";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { placeOf } from "../../kit/codes/Place.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type GroupedRow, groupRows } from "../../kit/statistics/groupRows.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { FIRST_DAY } from "../model/firstDay.ts";
import { type InstitutionDocument, type InstitutionLevel, mayLead } from "../model/Institution.ts";
import { MAX_POPULATION, staffingOf } from "../model/staffing.ts";

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

/** Those that do medical social work. */
export const PROVIDES = { socialWorkSince: { $ne: null } };

/** Community health centres with at most `limit` workers per 100,000 people. */
export const weakBase = (limit: number) => ({
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

  /** Institutions that do medical social work, by level; everywhere or within a division. */
  providingByLevel(districtCode: string | null | undefined): Promise<GroupedRow<"level", "count">[]> {
    const conditions: Filter<InstitutionDocument> = {
      ...PROVIDES,
      ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    };
    return groupRows(this.collection, conditions, { keys: { level: "level" }, sums: { count: 1 } });
  }

  /** @throws UserFailure NOT_FOUND */
  require(id: string, field: string): Promise<WithId<InstitutionDocument>> {
    return mustFind(this.collection, id, { field, what: "medical institution" });
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
    const populationServed = checkNumber(input.populationServed, "populationServed", 1, MAX_POPULATION);
    const parent = input.parentId ? await this.require(input.parentId, "parentId") : null;
    if (parent && !mayLead(parent.level, level)) {
      const message = `an institution of level ${parent.level} cannot lead one of level ${level}`;
      throw new UserFailure("INVALID_INPUT", message, "parentId");
    }
    const institution: InstitutionDocument = {
      _id: `mi_${districtCode}_${derivedDigits(12, creditCode)}`,
      name,
      level,
      ...placeOf(districtCode),
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
    const socialWorkSince = checkPastDay(since, "since", chinaDay(now), FIRST_DAY);
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
