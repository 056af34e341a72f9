import type { Place } from "./Place.ts";
import type { ServiceField } from "./ServiceField.ts";

/** A community social-work station. */
export interface StationDocument extends Place {
  _id: string;
  name: string;
  communityId: string;
  operatorCode: string;
  openedOn: string;
  serviceFields: ServiceField[];
  populationServed: number;
  /** Content of the request that opened it, see `keyedRequest`; absent where no client did. */
  requestHash?: string;
}
