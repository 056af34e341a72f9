import { isOperators } from "./compileFilter.ts";
import { KeyWriter, STRING_END, Tag, typeTag } from "./keyEncoding.ts";

/** One end of an interval: the encoded value (ascending form, uncut). */
export interface Endpoint {
  readonly bytes: Buffer;
  readonly inclusive: boolean;
  /** The bytes are the beginning of a string, without its end. */
  readonly unfinished?: boolean;
}

export interface Interval {
  readonly min: Endpoint;
  readonly max: Endpoint;
}

/** What one condition says about one path: a value of the path lies in one of the intervals. */
export interface Bound {
  readonly intervals: readonly Interval[];
  /** Each interval is a single value. */
  readonly points: boolean;
  /** The condition says nothing more than the intervals do. */
  readonly exact: boolean;
}

export interface FilterBounds {
  readonly paths: ReadonlyMap<string, readonly Bound[]>;
  /** True when some condition is not expressed (or not fully) by the bounds. */
  readonly residual: boolean;
}

/** Reads from a (checked) filter the necessary conditions that an index can narrow by. */
export function filterBounds(filter: Record<string, unknown>): FilterBounds {
  const reader = new BoundsReader(new KeyWriter(512));
  reader.read(filter, "");
  return { paths: reader.paths, residual: reader.residual };
}

class BoundsReader {
  readonly paths = new Map<string, Bound[]>();
  residual = false;
  readonly #writer: KeyWriter;

  constructor(writer: KeyWriter) {
    this.#writer = writer;
  }

  read(filter: Record<string, unknown>, prefix: string): void {
    for (const [field, condition] of Object.entries(filter)) {
      if (condition === undefined) continue;
      if (field === "$and") {
        for (const one of condition as Record<string, unknown>[]) this.read(one, prefix);
      } else if (field === "$or") {
        this.#readOr(condition as Record<string, unknown>[], prefix);
      } else if (field.startsWith("$")) {
        this.residual = true;
      } else {
        this.#readField(prefix + field, condition);
      }
    }
  }

  /** Every branch bounds the path, so their hull bounds it too: this is what narrows a keyset condition. */
  #readOr(branches: Record<string, unknown>[], prefix: string): void {
    this.residual = true;
    const read = branches.map((branch) => {
      const reader = new BoundsReader(this.#writer);
      reader.read(branch, prefix);
      return reader.paths;
    });
    for (const path of (read[0] as Map<string, Bound[]>).keys()) {
      const bounds = read.map((paths) => paths.get(path)?.[0]);
      if (!bounds.every((bound) => bound !== undefined)) continue;
      const points = bounds.every((bound) => bound.points);
      const intervals = bounds.flatMap((bound) => bound.intervals);
      if (points)
        this.#addPoints(
          path,
          intervals.map(({ min }) => min.bytes),
          false,
        );
      else this.#add(path, { intervals: [hull(intervals)], points, exact: false });
    }
  }

  #readField(path: string, condition: unknown): void {
    if (condition instanceof RegExp) {
      this.#readPattern(path, condition.source, condition.flags);
    } else if (isOperators(condition)) {
      for (const [operator, operand] of Object.entries(condition)) {
        this.#readOperator(path, operator, operand, condition);
      }
    } else {
      this.#readPoints(path, [condition]);
    }
  }

  #readOperator(path: string, operator: string, operand: unknown, condition: Record<string, unknown>): void {
    switch (operator) {
      case "$eq":
        this.#readPoints(path, [operand]);
        return;
      case "$in":
        this.#readPoints(path, operand as unknown[]);
        return;
      case "$gt":
      case "$gte":
      case "$lt":
      case "$lte":
        this.#readRange(path, operator, operand);
        return;
      case "$all":
        this.residual = true;
        if ((operand as unknown[]).length > 0) this.#readPoints(path, [(operand as unknown[])[0]], false);
        return;
      case "$elemMatch":
        this.residual = true;
        if (!isOperators(operand)) this.read(operand as Record<string, unknown>, `${path}.`);
        return;
      case "$regex": {
        const pattern = operand instanceof RegExp ? operand.source : String(operand);
        const flags = operand instanceof RegExp ? operand.flags : "";
        this.#readPattern(path, pattern, flags + String(condition.$options ?? ""));
        return;
      }
      default:
        this.residual = true;
    }
  }

  #readPoints(path: string, values: readonly unknown[], exact = true): void {
    this.#addPoints(
      path,
      values.map((value) => this.#encode(value)),
      exact,
    );
  }

  #addPoints(path: string, values: readonly Buffer[], exact: boolean): void {
    const distinct = new Map(values.map((bytes) => [bytes.toString("latin1"), bytes]));
    const intervals = [...distinct.values()]
      .sort(Buffer.compare)
      .map((bytes) => ({ min: { bytes, inclusive: true }, max: { bytes, inclusive: true } }));
    this.#add(path, { intervals, points: true, exact });
  }

  #readRange(path: string, operator: string, operand: unknown): void {
    const tag = typeTag(operand);
    // Ranges over null match null and missing by equality only: leave them to the filter.
    if (tag === Tag.null || Number.isNaN(operand)) {
      this.residual = true;
      return;
    }
    const end = { bytes: this.#encode(operand), inclusive: operator.endsWith("e") };
    // A comparison never leaves its type. NaN is a number but lies in no range.
    const low = tag === Tag.number ? { bytes: this.#encode(Number.NaN), inclusive: false } : tagEnd(tag - 1);
    const interval = operator.startsWith("$gt") ? { min: end, max: tagEnd(tag + 1) } : { min: low, max: end };
    this.#add(path, { intervals: [interval], points: false, exact: true });
  }

  /** `^literal…` lies between the literal and everything that starts with it. */
  #readPattern(path: string, pattern: string, flags: string): void {
    this.residual = true;
    const literal = /^\^([\p{L}\p{N} _-]+)(?![?*+{])/u.exec(pattern)?.[1];
    if (!literal || pattern.includes("|") || /[imx]/.test(flags)) return;
    const bytes = this.#encode(literal).subarray(0, -STRING_END.length);
    const end = { bytes, inclusive: true, unfinished: true };
    this.#add(path, { intervals: [{ min: end, max: end }], points: false, exact: false });
  }

  #encode(value: unknown): Buffer {
    this.#writer.reset().value(value);
    return this.#writer.copy();
  }

  #add(path: string, bound: Bound): void {
    const known = this.paths.get(path);
    if (known) known.push(bound);
    else this.paths.set(path, [bound]);
  }
}

function tagEnd(byte: number): Endpoint {
  return { bytes: Buffer.from([byte]), inclusive: false };
}

export function laterMin(a: Endpoint, b: Endpoint): Endpoint {
  const order = Buffer.compare(a.bytes, b.bytes);
  return order > 0 || (order === 0 && !a.inclusive) ? a : b;
}

export function earlierMax(a: Endpoint, b: Endpoint): Endpoint {
  const order = Buffer.compare(highest(a), highest(b));
  return order < 0 || (order === 0 && !a.inclusive) ? a : b;
}

/** An unfinished string reaches as far as everything that starts with it. */
function highest(end: Endpoint): Buffer {
  return end.unfinished ? Buffer.concat([end.bytes, Buffer.of(0xff)]) : end.bytes;
}

function hull(intervals: readonly Interval[]): Interval {
  return intervals.reduce((all, one) => ({
    min: laterMin(all.min, one.min) === all.min ? one.min : all.min,
    max: earlierMax(all.max, one.max) === all.max ? one.max : all.max,
  }));
}
