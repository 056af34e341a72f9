import { atomsOf } from "../../kit/disclosure/atomsOf.ts";
import type { Disclosure } from "../../kit/disclosure/createDisclosure.ts";
import { districtPlaces } from "../../kit/disclosure/districtPlaces.ts";
import type { Atom, Family } from "../../kit/disclosure/Family.ts";
import type { Figures } from "../../kit/disclosure/Figures.ts";
import { plainColumn } from "../../kit/disclosure/plainColumn.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { HospitalsRepository } from "../repository/HospitalsRepository.ts";

/** The levels of divisions, where clients go home to and where they come from. */
export const DESTINATION = ["destinationProvince", "destinationCity", "destinationCounty"] as const;
export const ORIGIN = ["originProvince", "originCity", "originCounty"] as const;

/** Everything that may be asked of referrals: one region, one time and one detail. */
const REFERRALS: Family = {
  name: "referrals",
  columns: [
    {
      name: "destination",
      axis: "region",
      levels: [DESTINATION],
      places: (code) => districtPlaces(String(code), DESTINATION),
    },
    {
      name: "institution",
      axis: "region",
      levels: [[...ORIGIN, "institution"]],
      places: (value) => {
        const [id, code = ""] = String(value).split(" ");
        return [...districtPlaces(code, ORIGIN), { level: "institution", label: id ?? null }];
      },
    },
    {
      name: "month",
      axis: "time",
      levels: [["year", "month"]],
      places: (month) => [
        { level: "year", label: yearOf(String(month)) },
        { level: "month", label: month },
      ],
    },
    plainColumn("reason", "detail"),
    plainColumn("isUrgent", "detail"),
    plainColumn("status", "detail"),
  ],
  fineness: {
    destinationCounty: 1,
    originCounty: 1,
    institution: 2,
    year: 1,
    month: 2,
    reason: 1,
    isUrgent: 1,
    status: 1,
  },
};

const FIELDS = [
  "destinationCode",
  "institutionId",
  "originCode",
  "month",
  "reason",
  "isUrgent",
  "hospitalStatus",
];

/** Today's figures of referrals, for statistics and district dashboards alike. */
export function referralFigures(
  disclosure: Disclosure,
  { collections }: HospitalsRepository,
): Promise<Figures> {
  return disclosure.figures(REFERRALS, async () => {
    const atoms = await atomsOf(collections.referrals, FIELDS);
    return atoms.map(
      ({ values: [destination, institutionId, originCode, ...others], count }): Atom => ({
        values: [destination ?? null, `${institutionId} ${originCode}`, ...others],
        count,
      }),
    );
  });
}
