import type { Disclosure } from "../../kit/disclosure/createDisclosure.ts";
import { DISTRICT_LEVELS, districtPlaces } from "../../kit/disclosure/districtPlaces.ts";
import type { Atom, Family } from "../../kit/disclosure/Family.ts";
import type { Figures } from "../../kit/disclosure/Figures.ts";
import { plainColumn } from "../../kit/disclosure/plainColumn.ts";
import { AGE_BANDS, ageBand } from "../../kit/privacy/ageBand.ts";
import { starRating } from "../model/starRating.ts";
import type { Collections } from "./collections.ts";

const PUBLIC = { isPublic: true };

/** The attributes of volunteers that are protected: one of them may be asked for with the public ones. */
const VOLUNTEERS: Family = {
  name: "volunteers",
  sensitiveAxis: "person",
  columns: [
    {
      name: "district",
      axis: "region",
      levels: [DISTRICT_LEVELS],
      places: (code) => districtPlaces(String(code)),
      ...PUBLIC,
    },
    plainColumn("organization", "region", PUBLIC),
    {
      name: "stars",
      axis: "group",
      levels: [["minStarRating", "starRating"]],
      places: (stars) => [
        ...Array.from({ length: Number(stars) }, (_, less) => ({ level: "minStarRating", label: less + 1 })),
        { level: "starRating", label: stars },
      ],
      ...PUBLIC,
    },
    plainColumn("registeredYear", "group", PUBLIC),
    plainColumn("organizationKind", "group", PUBLIC),
    plainColumn("hostKind", "group", PUBLIC),
    plainColumn("ageBand", "person", { domain: AGE_BANDS }),
    plainColumn("gender", "person", { domain: ["FEMALE", "MALE"] }),
    plainColumn("isPartyMember", "person", { domain: [true, false] }),
  ],
  fineness: {
    county: 1,
    organization: 2,
    minStarRating: 1,
    starRating: 1,
    registeredYear: 1,
    organizationKind: 1,
    hostKind: 1,
    ageBand: 1,
    gender: 1,
    isPartyMember: 1,
  },
};

const FIELDS = [
  "districtCode",
  "organizationId",
  "minutes",
  "registeredYear",
  "organizationKind",
  "hostKind",
  "birthDate",
  "gender",
  "isPartyMember",
] as const;

/** Today's figures of volunteers by protected attributes, for statistics and dashboards alike. */
export function volunteerFigures(
  disclosure: Disclosure,
  { volunteers }: Collections,
  now: Date,
): Promise<Figures> {
  return disclosure.figures(VOLUNTEERS, async () => {
    // Stars and age bands are stored nowhere, so the store cannot group by them: one read of nine fields.
    const projection = Object.fromEntries(FIELDS.map((field) => [field, 1]));
    const people = await volunteers.find({}, { projection, sort: { _id: 1 } }).toArray();
    return people.map(
      (one): Atom => ({
        values: [
          one.districtCode,
          one.organizationId,
          starRating(one.minutes),
          one.registeredYear,
          one.organizationKind,
          one.hostKind,
          ageBand(one.birthDate, now),
          one.gender,
          one.isPartyMember,
        ],
        count: 1,
      }),
    );
  });
}
