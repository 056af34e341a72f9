import { atomsOf } from "../../kit/disclosure/atomsOf.ts";
import type { Disclosure } from "../../kit/disclosure/createDisclosure.ts";
import { DISTRICT_LEVELS, districtPlaces } from "../../kit/disclosure/districtPlaces.ts";
import type { Family } from "../../kit/disclosure/Family.ts";
import type { Figures } from "../../kit/disclosure/Figures.ts";
import { plainColumn } from "../../kit/disclosure/plainColumn.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { CERTIFICATE_LEVELS } from "../model/Certificate.ts";
import { BIRTH_DECADES, GENDERS, type SocialWorkerDocument } from "../model/SocialWorker.ts";
import { certifiedFilter, highestLevelFilter } from "./certified.ts";

/** The attributes of workers that are protected: one of them may be asked for with the public ones. */
const WORKFORCE: Family = {
  name: "workforce",
  sensitiveAxis: "person",
  columns: [
    {
      name: "district",
      axis: "region",
      levels: [DISTRICT_LEVELS],
      places: (code) => districtPlaces(String(code)),
      isPublic: true,
    },
    plainColumn("kind", "kind", { isPublic: true }),
    {
      name: "certificate",
      axis: "certificate",
      levels: [["isCertified", "certificateLevel"]],
      places: (level) => [
        { level: "isCertified", label: level !== null },
        { level: "certificateLevel", label: level },
      ],
      isPublic: true,
    },
    plainColumn("birthDecade", "person", { domain: BIRTH_DECADES }),
    plainColumn("gender", "person", { domain: GENDERS }),
    plainColumn("isPartyMember", "person", { domain: [true, false] }),
  ],
  fineness: { county: 1, certificateLevel: 1, birthDecade: 1, gender: 1, isPartyMember: 1 },
};

/** Today's figures of workers by protected attributes; certificates are those valid on `today`. */
export function workforceFigures(
  disclosure: Disclosure,
  workers: DocumentCollection<SocialWorkerDocument>,
  today: string,
): Promise<Figures> {
  const having = async (level: string | null, filter: Parameters<typeof workers.find>[0]) => {
    const atoms = await atomsOf(
      workers,
      ["districtCode", "kind", "birthDecade", "gender", "isPartyMember"],
      filter,
    );
    return atoms.map(({ values: [district = null, kind = null, ...person], count }) => ({
      values: [district, kind, level, ...person],
      count,
    }));
  };
  return disclosure.figures(WORKFORCE, async () => {
    const levels = CERTIFICATE_LEVELS.map((level) => having(level, highestLevelFilter(level, today)));
    return (await Promise.all([...levels, having(null, certifiedFilter(false, today))])).flat();
  });
}
