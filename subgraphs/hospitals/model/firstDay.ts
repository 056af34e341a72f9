/** The earliest day an act may name: no record of this agency is older. */
export const FIRST_DAY = "1950-01-01";
