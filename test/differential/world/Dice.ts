/** A small seeded generator (mulberry32): cheap enough for millions of draws, the same everywhere. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A number in [0, 1). */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  /** An integer between both bounds, inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.roll() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error("nothing to pick from");
    return items[this.between(0, items.length - 1)] as T;
  }

  /** Between `low` and `high` different items, in their order. */
  some<T>(items: readonly T[], low: number, high: number): T[] {
    const left = [...items.keys()];
    const count = Math.min(this.between(low, high), items.length);
    const chosen = Array.from({ length: count }, () => left.splice(this.between(0, left.length - 1), 1)[0]);
    return chosen.sort((a, b) => (a as number) - (b as number)).map((index) => items[index as number] as T);
  }
}
