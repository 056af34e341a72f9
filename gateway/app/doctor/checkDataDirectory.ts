import { textOf } from "./DoctorFacts.ts";
import { type Check, danger, ok, unsafe, warning } from "./Finding.ts";
import { hostsData } from "./hostsData.ts";

/** The directory everything is kept in: writable for us, closed to others. */
export const checkDataDirectory: Check = (facts) => {
  const path = textOf(facts, "DATA_DIR");
  const file = facts.files.get("DATA_DIR");
  if (!file) return [ok("data-directory", `${path} is made at the first start`)];
  if (!file.isWritable)
    return [
      danger("data-directory", `${path} cannot be written by this user`, "give it to the program's user"),
    ];
  if (!file.isReadableByOthers) return [ok("data-directory", `${path} is for the program's user alone`)];
  const what = `${path} may be read by other users of this machine`;
  const todo = "chmod 700 the directory";
  const holdsPeople = hostsData(facts) && textOf(facts, "MONGODB_URL") === "";
  return [holdsPeople ? unsafe(facts, "data-directory", what, todo) : warning("data-directory", what, todo)];
};
