import { placeOf } from "../../kit/codes/Place.ts";
import { SERVICE_FIELDS } from "../../kit/codes/ServiceField.ts";
import { agencyCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { isSamplePartyMember, sampleCommunitySocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { sampleStations } from "../../kit/sample/stations.ts";
import type { StationDocument } from "../model/Station.ts";
import type { WorkerDocument } from "../model/Worker.ts";

/** The stations, and the community social workers in post at them. */
export interface SampleNetwork {
  stations: StationDocument[];
  workers: WorkerDocument[];
}

export function sampleNetwork(options: SampleOptions): SampleNetwork {
  const random = new Random(options.seed, "stations-network");
  const posts = sampleCommunitySocialWorkers(options);
  const firstPost = new Map<string, string>();
  for (const { workplaceId, since } of posts) {
    const known = firstPost.get(workplaceId);
    if (known === undefined || since < known) firstPost.set(workplaceId, since);
  }
  const stations = sampleStations(options).map(
    (station): StationDocument => ({
      _id: station.id,
      name: station.name,
      ...placeOf(station.districtCode),
      communityId: station.communityId,
      operatorCode: agencyCode(station.districtCode, station.operatorIndex),
      // A station opens before its first worker comes.
      openedOn: random.day(
        "2010-03-01",
        [firstPost.get(station.id) ?? "2023-12-31", "2023-12-31"].sort()[0] as string,
      ),
      serviceFields: random.sample(SERVICE_FIELDS, random.int(4, 6)),
      populationServed: random.int(3_000, 18_000),
    }),
  );
  const byId = new Map(stations.map((station) => [station._id, station]));
  const workers = posts.map((post): WorkerDocument => {
    const station = byId.get(post.workplaceId) as StationDocument;
    return {
      _id: post.id,
      stationId: station._id,
      communityId: station.communityId,
      districtCode: station.districtCode,
      serviceFields: random.sample(station.serviceFields, random.int(2, 4)),
      assignedOn: post.since,
      endedOn: null,
      servesAsPartyMember: isSamplePartyMember(post.id, options) && random.chance(0.7),
      leavingAt: null,
    };
  });
  return { stations, workers };
}
