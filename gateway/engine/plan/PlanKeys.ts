import { type DocumentNode, type FieldNode, Kind, visit } from "graphql";

/**
 * Response keys under other names while an operation is planned and run. The planner adds fields of keys, `@requires` and
 * contexts to what the client asks; where the client gives such a name to something else (an alias, other arguments), the
 * planner (2.14.4) would mix the two up.
 */
export class PlanKeys {
  static readonly unchanged = new PlanKeys(new Map());
  readonly #toPlan: ReadonlyMap<string, string>;
  readonly #toClient: ReadonlyMap<string, string>;

  constructor(toPlan: ReadonlyMap<string, string>) {
    this.#toPlan = toPlan;
    this.#toClient = new Map([...toPlan].map(([client, plan]) => [plan, client]));
  }

  get isUnchanged(): boolean {
    return this.#toPlan.size === 0;
  }

  /** The key under which the client's key is found in the data. */
  toPlan(key: string): string {
    return this.#toPlan.get(key) ?? key;
  }

  /** The client's name of a key in the data. */
  toClient(key: string): string {
    return this.#toClient.get(key) ?? key;
  }

  /** The document with the keys of the plan. */
  apply(document: DocumentNode): DocumentNode {
    if (this.isUnchanged) return document;
    return visit(document, {
      Field: (field) => {
        const key = responseKeyOf(field);
        const planKey = this.toPlan(key);
        return planKey === key ? undefined : { ...field, alias: { kind: Kind.NAME, value: planKey } };
      },
    });
  }
}

/** Names of the fields that the planner may add to a selection: every word of the supergraph's field sets. */
export function plannedFieldNames(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set(["__typename"]);
  for (const [, text = ""] of supergraphSdl.matchAll(
    /\b(?:key|requires|selection):\s*("""[\s\S]*?"""|"[^"\n]*")/g,
  )) {
    for (const [name] of text.matchAll(/[_A-Za-z]\w*/g)) names.add(name);
  }
  return names;
}

/** Finds the keys of a document that could be mistaken for fields the planner adds. */
export function findPlanKeys(document: DocumentNode, planned: ReadonlySet<string>): PlanKeys {
  const clashing = new Set<string>();
  const all = new Set<string>();
  visit(document, {
    Field(field) {
      const key = responseKeyOf(field);
      all.add(key);
      const isItself = key === field.name.value && !field.arguments?.length;
      if (planned.has(key) && !isItself) clashing.add(key);
    },
  });
  if (clashing.size === 0) return PlanKeys.unchanged;
  const renamed = new Map<string, string>();
  for (const key of clashing) {
    let planKey = `${key}__client`;
    while (all.has(planKey) || planned.has(planKey)) planKey += "_";
    renamed.set(key, planKey);
  }
  return new PlanKeys(renamed);
}

function responseKeyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
