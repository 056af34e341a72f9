import { atomsOf } from "../../kit/disclosure/atomsOf.ts";
import type { Disclosure } from "../../kit/disclosure/createDisclosure.ts";
import { DISTRICT_LEVELS, districtPlaces } from "../../kit/disclosure/districtPlaces.ts";
import type { Atom, Family } from "../../kit/disclosure/Family.ts";
import type { Figures } from "../../kit/disclosure/Figures.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { StationsCollections } from "./collections.ts";

/** Everything that may be asked of intakes: one region, one time and one detail; the second figure is visits. */
const INTAKES: Family = {
  name: "intakes",
  columns: [
    {
      name: "station",
      axis: "region",
      levels: [[...DISTRICT_LEVELS, "station"]],
      places: (value) => {
        const [id, code = ""] = String(value).split(" ");
        return [...districtPlaces(code), { level: "station", label: id ?? null }];
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
    {
      // Status, outcome and visits depend on one another, so in every world they go together.
      name: "course",
      axis: "detail",
      levels: [["isAccepted", "status"], ["outcome"]],
      places: (value) => {
        const [status = "", outcome] = String(value).split(" ");
        return [
          { level: "isAccepted", label: status !== "DECLINED" },
          { level: "status", label: status },
          { level: "outcome", label: outcome || null },
        ];
      },
      weight: (value) => Number(String(value).split(" ")[2]),
    },
  ],
  fineness: { county: 1, station: 2, year: 1, month: 2, isAccepted: 1, status: 1, outcome: 1 },
};

const FIELDS = ["stationId", "districtCode", "month", "status", "outcome", "visitCount"];

/** Today's figures of intakes, for statistics and district dashboards alike. */
export function intakeFigures(disclosure: Disclosure, { intakes }: StationsCollections): Promise<Figures> {
  return disclosure.figures(INTAKES, async () => {
    const atoms = await atomsOf(intakes, FIELDS);
    return atoms.map(
      ({ values: [stationId, districtCode, month, status, outcome, visits], count }): Atom => ({
        values: [`${stationId} ${districtCode}`, month ?? null, `${status} ${outcome ?? ""} ${visits}`],
        count,
      }),
    );
  });
}
