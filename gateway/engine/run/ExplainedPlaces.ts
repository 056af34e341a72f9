import type { ConcretePath } from "../plan/FlattenPath.ts";

interface Node {
  isExplained: boolean;
  below: Map<string | number, Node>;
}

/** Places of the client's answer that an error was reported for: a null there, above or below needs no further error. */
export class ExplainedPlaces {
  readonly #root: Node = { isExplained: false, below: new Map() };

  add(place: ConcretePath): void {
    let node = this.#root;
    for (const element of place) {
      const known = node.below.get(element);
      const next: Node = known ?? { isExplained: false, below: new Map() };
      if (!known) node.below.set(element, next);
      node = next;
    }
    node.isExplained = true;
  }

  has(path: ConcretePath): boolean {
    let node = this.#root;
    for (const element of path) {
      if (node.isExplained) return true;
      const next = node.below.get(element);
      if (!next) return false;
      node = next;
    }
    // Every node but the root leads to an explained place.
    return node.isExplained || node.below.size > 0;
  }
}
