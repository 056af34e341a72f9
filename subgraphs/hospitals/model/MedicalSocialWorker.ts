import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { InstitutionDocument, InstitutionLevel } from "./Institution.ts";

/** One post of a medical social worker, with what statistics need of its institution. */
export interface Appointment {
  institutionId: string;
  districtCode: string;
  level: InstitutionLevel;
  department: string;
  isFullTime: boolean;
  serviceFields: ServiceField[];
  /** The same, sorted and joined: statistics group by it and take it apart, since not every server's `$unwind` keeps the other fields. */
  fieldsKey: string;
  /** First and last day in the post; `endedOn` is null while in post. */
  appointedOn: string;
  endedOn: string | null;
  appointedYear: number;
  endedYear: number | null;
}

/** A medical social worker (医务社工): the present post, or the last one, and any posts before it. */
export interface WorkerDocument extends Appointment {
  _id: string;
  /** Earlier posts, oldest first; absent where there are none. */
  past?: Appointment[];
  /** Marks of recounts still to be done (see `recountStaffing`). */
  recountPending?: string[];
}

/** What the act of appointing decides; the rest of an {@link Appointment} follows from the institution. */
export type AppointmentTerms = Pick<
  Appointment,
  "department" | "isFullTime" | "serviceFields" | "appointedOn"
>;

/** A post that begins at `institution`. */
export function appointmentAt(
  institution: Pick<InstitutionDocument, "_id" | "districtCode" | "level">,
  terms: AppointmentTerms,
): Appointment {
  return {
    institutionId: institution._id,
    districtCode: institution.districtCode,
    level: institution.level,
    ...terms,
    fieldsKey: [...terms.serviceFields].sort().join(" "),
    endedOn: null,
    appointedYear: yearOf(terms.appointedOn),
    endedYear: null,
  };
}

/** The present or last post, without the worker's other facts. */
export function currentAppointment(worker: WorkerDocument): Appointment {
  const { _id, past, recountPending, ...appointment } = worker;
  return appointment;
}
