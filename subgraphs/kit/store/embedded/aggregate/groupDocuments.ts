import type { Document } from "mongodb";
import { badRequest, unsupported } from "../../StoreQueryError.ts";
import { isPlainObject, KeyWriter } from "../keyEncoding.ts";
import { compareValues, compileExpression, type Expression } from "./compileExpression.ts";

/** A compiled `$group`. Our own: mingo keeps every document of every group, and has no group for missing keys. */
export interface Group {
  readonly id: Expression;
  readonly fields: readonly { readonly name: string; readonly start: () => Accumulator }[];
}

interface Accumulator {
  add(document: Document): void;
  result(): unknown;
}

const ACCUMULATORS: Record<string, (value: Expression) => Accumulator> = {
  $sum: (value) => {
    let sum = 0;
    return {
      add: (document) => {
        const one = value(document);
        if (typeof one === "number") sum += one;
      },
      result: () => sum,
    };
  },
  $count: () => {
    let count = 0;
    return { add: () => void count++, result: () => count };
  },
  $avg: (value) => {
    let sum = 0;
    let count = 0;
    return {
      add: (document) => {
        const one = value(document);
        if (typeof one !== "number") return;
        sum += one;
        count++;
      },
      result: () => (count === 0 ? null : sum / count),
    };
  },
  $min: (value) => extreme(value, -1),
  $max: (value) => extreme(value, 1),
  $first: (value) => {
    let first: { value: unknown } | undefined;
    return {
      add: (document) => {
        first ??= { value: value(document) };
      },
      result: () => first?.value ?? null,
    };
  },
  $last: (value) => {
    let last: unknown;
    return {
      add: (document) => {
        last = value(document);
      },
      result: () => last ?? null,
    };
  },
  $push: (value) => {
    const all: unknown[] = [];
    return {
      add: (document) => {
        const one = value(document);
        if (one !== undefined) all.push(one);
      },
      result: () => all,
    };
  },
  $addToSet: (value) => {
    const all = new Map<string, unknown>();
    const writer = new KeyWriter(256);
    return {
      add: (document) => {
        const one = value(document);
        if (one !== undefined) all.set(keyOf(writer, one), one);
      },
      result: () => [...all.values()],
    };
  },
};

function extreme(value: Expression, sign: number): Accumulator {
  let best: unknown;
  return {
    add: (document) => {
      const one = value(document);
      if (one === undefined || one === null) return;
      if (best === undefined || compareValues(one, best) * sign > 0) best = one;
    },
    result: () => best ?? null,
  };
}

export function compileGroup(specification: unknown): Group {
  if (!isPlainObject(specification) || !("_id" in specification)) throw badRequest("$group needs an _id");
  const { _id, ...fields } = specification;
  return {
    id: compileExpression(_id),
    fields: Object.entries(fields).map(([name, field]) => {
      const [[operator, operand] = ["", undefined], ...more] = isPlainObject(field)
        ? Object.entries(field)
        : [];
      const create = ACCUMULATORS[operator];
      if (!create || more.length > 0) throw unsupported(`Accumulator ${operator} of ${name}`);
      const value = operator === "$count" ? compileExpression(null) : compileExpression(operand);
      return { name, start: () => create(value) };
    }),
  };
}

/** Groups one document at a time. */
export class Grouping {
  readonly #group: Group;
  readonly #groups = new Map<string, { id: unknown; fields: Accumulator[] }>();
  readonly #writer = new KeyWriter(256);

  constructor(group: Group) {
    this.#group = group;
  }

  add(document: Document): void {
    const id = this.#group.id(document) ?? null;
    const key = keyOf(this.#writer, id);
    let group = this.#groups.get(key);
    if (!group) {
      group = { id, fields: this.#group.fields.map((field) => field.start()) };
      this.#groups.set(key, group);
    }
    for (const field of group.fields) field.add(document);
  }

  *results(): Generator<Document> {
    for (const { id, fields } of this.#groups.values()) {
      const document: Document = { _id: id };
      fields.forEach((field, i) => {
        document[(this.#group.fields[i] as { name: string }).name] = field.result();
      });
      yield document;
    }
  }
}

function keyOf(writer: KeyWriter, value: unknown): string {
  if (typeof value === "string") return `s${value}`;
  writer.reset().value(value);
  return `b${writer.copy().toString("latin1")}`;
}
