/** Which object types an interface or union of the supergraph may be; `@inaccessible` types included. */
export type PossibleTypes = Readonly<Record<string, readonly string[]>>;

/** Answers "is an object of this `__typename` of that type", as fragments and rewrites of a plan ask it. */
export class TypeTable {
  readonly #possible: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(possibleTypes: PossibleTypes) {
    this.#possible = new Map(Object.entries(possibleTypes).map(([name, types]) => [name, new Set(types)]));
  }

  isOf(typename: string, condition: string): boolean {
    if (typename === condition) return true;
    const possible = this.#possible.get(condition);
    if (!possible) return false;
    if (possible.has(typename)) return true;
    // An interface object's `__typename` is the interface's own name, which may implement the condition's interface.
    const own = this.#possible.get(typename);
    return own !== undefined && own.size > 0 && [...own].every((type) => possible.has(type));
  }

  isAbstract(typename: unknown): boolean {
    return typeof typename === "string" && this.#possible.has(typename);
  }
}
