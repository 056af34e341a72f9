export type Value = string | number | boolean | null;

/** A place a person can be counted at on an axis: `{ level: "city", label: "430100" }`. */
export interface Place {
  level: string;
  label: Value;
}

/** One attribute that the records of a statistic have. */
export interface Column {
  name: string;
  /** The axis its places are on; columns may share one, and then no query can combine them. */
  axis: string;
  /** Its levels, in chains from coarse to fine (province, city, county); a query may combine levels of one chain. */
  levels: readonly (readonly string[])[];
  /** Every place a record of this value is counted at; in each chain the coarse ones first. */
  places(value: Value): readonly Place[];
  /** Whether it says something to protect; what is public stays as it is in every world. */
  isPublic?: boolean;
  /** Values that are possible whether or not anybody has them. */
  domain?: readonly Value[];
  /** What a record of this value adds to the statistic's second figure (visits, say). */
  weight?(value: Value): number;
}

/** The most that the levels of one cell may come to: see {@link Family.fineness}. */
export const FINEST = 3;

/**
 * Everything that may ever be asked of one statistic: a cell takes one place, or all, on each axis, and every answer is
 * made of such cells. The family is finite and known, which is what makes its protection provable.
 */
export interface Family {
  /** Names its stream of randomness. */
  name: string;
  columns: readonly Column[];
  /**
   * How finely each level tells people apart, 0 where it hardly does. A cell's levels may come to {@link FINEST}
   * together: finer cells hold one or two people each, and no figure of them could ever be shown.
   */
  fineness: Readonly<Record<string, number>>;
  /** With it, only cells that name a place on this axis are protected: all others are public figures. */
  sensitiveAxis?: string;
}

/** Records that have the same values, one for each column, and how many they are. */
export interface Atom {
  values: readonly Value[];
  count: number;
}
