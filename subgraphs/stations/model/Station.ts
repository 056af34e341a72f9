import type { Place } from "../../kit/codes/Place.ts";
import type { ServiceField } from "../../kit/codes/ServiceField.ts";

/** A community social-work station. */
export interface StationDocument extends Place {
  _id: string;
  name: string;
  communityId: string;
  operatorCode: string;
  openedOn: string;
  serviceFields: ServiceField[];
  populationServed: number;
  /** Content of the request that opened it; absent where no client did. */
  contentHash?: string;
}
