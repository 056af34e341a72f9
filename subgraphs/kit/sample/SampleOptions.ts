/** Which sample data: the same options give the same data in every subgraph. */
export interface SampleOptions {
  /** Any number; 20241001 unless configured. */
  seed: number;
  /** How many times the shipped volume: 0.01 to 100; 1 reproduces the articles' figures exactly. */
  scale: number;
}

/** `count` at this scale, never below `minimum`. */
export function scaled(count: number, { scale }: SampleOptions, minimum = 1): number {
  return Math.max(minimum, Math.round(count * scale));
}

/** The serial number of an id, such as `0042`; wider where the scale asks for it. */
export function serial(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
