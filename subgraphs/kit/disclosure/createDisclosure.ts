import { chinaDay } from "../time/chinaDay.ts";
import { buildFigures, type ProtectionOptions } from "./buildFigures.ts";
import type { Atom, Family } from "./Family.ts";
import type { Figures } from "./Figures.ts";
import { type ProtectedCount, protectNumber } from "./ProtectedCount.ts";

/** What a subgraph's resolvers ask of this room. */
export interface Disclosure {
  /**
   * The figures of a family as of today: built when first asked for, and the same for the rest of the day, so that
   * nobody can watch a figure change with one person's record.
   * @param read reads everything that is counted, in one go
   */
  figures(family: Family, read: () => Promise<Atom[]>): Promise<Figures>;
  /** A stored number of people that stands alone: see {@link protectNumber}. */
  number(people: number): ProtectedCount;
}

/** One subgraph's figures, kept for a day of the graph's clock. */
export function createDisclosure({ now, ...options }: ProtectionOptions & { now: () => Date }): Disclosure {
  const kept = new Map<string, { day: string; figures: Promise<Figures> }>();
  return {
    number: (people) => protectNumber(people, options.threshold),
    figures(family, read) {
      const day = chinaDay(now());
      const known = kept.get(family.name);
      if (known?.day === day) return known.figures;
      const figures = read().then((atoms) => buildFigures(family, atoms, options));
      kept.set(family.name, { day, figures });
      // What failed is asked for again, rather than failing all day.
      figures.catch(() => kept.get(family.name)?.figures === figures && kept.delete(family.name));
      return figures;
    },
  };
}
