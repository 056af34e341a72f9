import { type DocumentNode, GraphQLError, getVariableValues, Kind, visit } from "graphql";
import { LRUCache } from "lru-cache";
import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import type {
  GuardedRequest,
  GuardedResult,
  InspectedOperation,
  OperationCheck,
  OperationRule,
} from "../guard/OperationRule.ts";
import type { AccessRule } from "../PolicyIndex.ts";
import type { ObjectsPlan } from "./AnswerPlan.ts";
import { type Denial, forbiddenRequest } from "./forbidden.ts";
import { NAMED_POLICIES, type NamedPolicies } from "./NamedPolicies.ts";
import { putBack } from "./putBack.ts";
import { restrictedElements } from "./restrictedElements.ts";
import { documentOf } from "./selectionNodes.ts";
import { takeOut } from "./takeOut.ts";
import { unmet } from "./unmet.ts";
import { whyUnenforceable } from "./whyUnenforceable.ts";

export interface AccessOptions {
  /** `filter`: denied places are null, with an error each; `reject`: a request with one is refused. @default "filter" */
  mode?: "filter" | "reject";
  /** What `@policy` may name. @default NAMED_POLICIES */
  policies?: NamedPolicies;
}

/** What is asked in an operation's place, and how its answer is completed. */
interface Decision {
  document: DocumentNode;
  plan: ObjectsPlan;
  denials: readonly Denial[];
}

/** The elements of an operation that are closed to a caller; `key` is the same for callers who lack the same. */
interface Lack {
  denials: ReadonlyMap<string, Denial>;
  key: string;
}

/** Decisions kept for one operation: by what a caller lacks and which conditions hold. */
const MAX_DECISIONS = 64;

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy` before anything is fetched: denied selections never run.
 * Rules behind it see the document that runs; it completes the answer after them.
 */
export function createAccessRule({
  mode = "filter",
  policies = NAMED_POLICIES,
}: AccessOptions = {}): OperationRule {
  return {
    name: "access",
    refuse: (directives) => whyUnenforceable(directives, policies),
    inspect(operation) {
      const elements = restrictedElements(operation);
      if (elements.size === 0) return undefined;
      return new AccessCheck(operation, elements, mode, policies);
    },
  };
}

class AccessCheck implements OperationCheck {
  readonly #operation: InspectedOperation;
  readonly #elements: ReadonlyMap<string, AccessRule>;
  readonly #mode: "filter" | "reject";
  readonly #policies: NamedPolicies;
  readonly #deciding: ReadonlySet<string>;
  readonly #lacks = new WeakMap<Caller, Lack>();
  readonly #decisions = new LRUCache<string, { decision: Decision | undefined }>({ max: MAX_DECISIONS });

  constructor(
    operation: InspectedOperation,
    elements: ReadonlyMap<string, AccessRule>,
    mode: "filter" | "reject",
    policies: NamedPolicies,
  ) {
    this.#operation = operation;
    this.#elements = elements;
    this.#mode = mode;
    this.#policies = policies;
    this.#deciding = conditionVariables(operation);
  }

  before(request: GuardedRequest): DocumentNode | undefined {
    const decision = this.#decide(request);
    if (decision && this.#mode === "reject") throw forbiddenRequest(decision.denials);
    return decision?.document;
  }

  after(request: GuardedRequest, result: GuardedResult): GuardedResult {
    const decision = this.#decide(request);
    if (!decision || !result.data) return result;
    const { data, errors } = putBack(result.data, decision.plan);
    const all = [...(result.errors ?? []), ...errors];
    return { ...result, data, ...(all.length > 0 ? { errors: all } : {}) };
  }

  #decide({ caller, variables }: GuardedRequest): Decision | undefined {
    const lack = this.#lackOf(caller);
    if (lack.denials.size === 0) return undefined;
    const conditions = this.#conditions(variables);
    const key = `${lack.key} ${JSON.stringify(conditions)}`;
    let known = this.#decisions.get(key);
    if (!known) {
      known = { decision: this.#make(lack.denials, conditions) };
      this.#decisions.set(key, known);
    }
    return known.decision;
  }

  #lackOf(caller: Caller): Lack {
    const known = this.#lacks.get(caller);
    if (known) return known;
    const denials = new Map<string, Denial>();
    for (const [coordinate, rule] of this.#elements) {
      const missing = unmet(rule, caller, this.#policies);
      if (missing) denials.set(coordinate, { coordinate, unmet: missing });
    }
    const lack = { denials, key: JSON.stringify([...denials.values()]) };
    this.#lacks.set(caller, lack);
    return lack;
  }

  #conditions(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (this.#deciding.size === 0) return {};
    const { schema, definition } = this.#operation;
    const definitions = definition.variableDefinitions?.filter(({ variable }) =>
      this.#deciding.has(variable.name.value),
    );
    const { coerced, errors } = getVariableValues(schema, definitions ?? [], variables, { maxErrors: 1 });
    if (coerced) return coerced;
    throw new GraphQLError(errors[0]?.message ?? "a variable is not valid", {
      nodes: errors[0]?.nodes ?? null,
      extensions: { code: "BAD_USER_INPUT" },
    });
  }

  #make(
    denials: ReadonlyMap<string, Denial>,
    conditions: Readonly<Record<string, unknown>>,
  ): Decision | undefined {
    const { schema, fragments, definition } = this.#operation;
    const taken = takeOut({ schema, fragments, conditions }, definition, denials);
    if (!taken) return undefined;
    return {
      document: documentOf(taken.definition, fragments),
      plan: taken.plan,
      denials: deniedIn(taken.plan),
    };
  }
}

/** What was denied where, each element once. */
function deniedIn(plan: ObjectsPlan): Denial[] {
  const found = new Map<string, Denial>();
  const visited = new Set<ObjectsPlan>();
  const visitPlan = (objects: ObjectsPlan): void => {
    if (visited.has(objects)) return;
    visited.add(objects);
    const lists = objects.kind === "object" ? [objects.fields] : [...objects.byType.values()];
    for (const list of lists) {
      if ("coordinate" in list) found.set(list.coordinate, list);
      else
        for (const field of list) {
          if (field.kind === "denied") found.set(field.denial.coordinate, field.denial);
          if (field.kind === "changed") visitPlan(field.objects);
        }
    }
  };
  visitPlan(plan);
  return [...found.values()];
}

function conditionVariables({ definition, fragments }: InspectedOperation): Set<string> {
  const names = new Set<string>();
  for (const node of [definition, ...Object.values(fragments)]) {
    visit(node, {
      Directive({ name, arguments: given = [] }) {
        if (name.value !== "skip" && name.value !== "include") return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return names;
}
