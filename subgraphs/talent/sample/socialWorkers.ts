import { LANZHOU_DISTRICTS } from "../../kit/sample/districts.ts";
import { personName } from "../../kit/sample/personName.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import {
  isSamplePartyMember,
  type SampleSocialWorker,
  sampleCommunitySocialWorkers,
  sampleMedicalSocialWorkers,
} from "../../kit/sample/socialWorkers.ts";
import { addDays } from "../../kit/time/addDays.ts";
import { addYears } from "../../kit/time/addYears.ts";
import {
  type BirthDecade,
  birthDecade,
  type SocialWorkerDocument,
  type SocialWorkerKind,
} from "../model/SocialWorker.ts";
import { type Certify, certifier } from "./certificates.ts";
import { earliest, latest } from "./sampleDay.ts";

const DECADES: Record<BirthDecade, [string, string]> = {
  BEFORE_1970: ["1964-11-01", "1969-12-31"],
  BORN_1970S: ["1970-01-01", "1979-12-31"],
  BORN_1980S: ["1980-01-01", "1989-12-31"],
  BORN_1990S: ["1990-01-01", "1999-12-31"],
  BORN_2000S: ["2000-01-01", "2003-12-31"],
};

/** Medical social workers are young: more than half were born in the 1990s or 2000s. */
const BORN: Record<SocialWorkerKind, Record<BirthDecade, number>> = {
  MEDICAL: { BEFORE_1970: 1, BORN_1970S: 8, BORN_1980S: 22, BORN_1990S: 48, BORN_2000S: 21 },
  COMMUNITY: { BEFORE_1970: 4, BORN_1970S: 18, BORN_1980S: 34, BORN_1990S: 33, BORN_2000S: 11 },
};

const WORKING_AGE = 21;
const FEMALE_SHARE = 0.74;

/** The register: every social worker that hospitals and stations employ. */
export function registeredWorkers(options: SampleOptions): SocialWorkerDocument[] {
  const random = new Random(options.seed, "talent/register");
  const certify = certifier(new Random(options.seed, "talent/certificates"));
  const register = (kind: SocialWorkerKind) => (worker: SampleSocialWorker, index: number) =>
    registration(kind, worker, index, { options, random, certify });
  return [
    ...sampleMedicalSocialWorkers(options).map(register("MEDICAL")),
    ...sampleCommunitySocialWorkers(options).map(register("COMMUNITY")),
  ];
}

function registration(
  kind: SocialWorkerKind,
  { id, districtCode, since }: SampleSocialWorker,
  index: number,
  { options, random, certify }: { options: SampleOptions; random: Random; certify: Certify },
): SocialWorkerDocument {
  const registeredOn = veteranSince(districtCode, index, random) ?? since;
  const birthDate = birthDateOf(kind, earliest(registeredOn, since), random);
  const worker = {
    _id: id,
    registrationKey: id,
    kind,
    name: personName(random),
    gender: random.chance(FEMALE_SHARE) ? ("FEMALE" as const) : ("MALE" as const),
    birthDate,
    birthDecade: birthDecade(birthDate),
    isPartyMember: isSamplePartyMember(id, options),
    districtCode,
    registeredOn: earliest(registeredOn, since),
  };
  return { ...worker, certificates: certify(worker) };
}

/** Half of Lanzhou's workers were registered before the Three Areas plan began: its first years need them. */
function veteranSince(districtCode: string, index: number, random: Random): string | null {
  const isLanzhou = LANZHOU_DISTRICTS.some(({ code }) => code === districtCode);
  return isLanzhou && index % 2 === 0 ? random.day("2008-03-01", "2012-12-20") : null;
}

function birthDateOf(kind: SocialWorkerKind, startedOn: string, random: Random): string {
  const youngest = addDays(addYears(startedOn, -WORKING_AGE), -1);
  const open = Object.entries(BORN[kind]).filter(
    ([decade]) => latest(DECADES[decade as BirthDecade][0], youngest) === youngest,
  );
  const decade = random.weighted(Object.fromEntries(open) as Record<BirthDecade, number>);
  const [from, to] = DECADES[decade];
  return random.day(from, earliest(to, youngest));
}
