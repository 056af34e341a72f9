import { type DocumentNode, GraphQLError, Kind, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { type Caller, hasScope } from "../../../subgraphs/kit/caller/Caller.ts";
import { operationKey } from "../../planner/operationKey.ts";
import { operationId } from "./createManifest.ts";
import { findOperation, normalForm, type OperationWithFragments } from "./normalForm.ts";
import type { OperationManifest } from "./OperationManifest.ts";

/** Verdicts remembered, so that an operation that is sent again is not read again. */
const REMEMBERED = { max: 2_000, maxSize: 16_000_000 };

export interface SafelistOptions {
  /** `log`: everything runs, and what is not published is told of. `only`: nothing else than what is published runs. */
  mode: "log" | "only";
  manifest: OperationManifest;
  /** Told of every request for an operation that is not published; its id is what it would be published under. @default nobody */
  onUnpublished?: (operation: { id: string; name: string | undefined }) => void;
}

/** What else is sent in a hash's place is no id, and not for a log. */
const HASH = /^[0-9a-f]{64}$/;

/** What a request says of its operation. */
export interface AskedOperation {
  query?: unknown;
  operationName?: unknown;
  documentId?: unknown;
  id?: unknown;
  extensions?: unknown;
}

export interface Safelist {
  /** The text of the published operation a request names by its id instead of sending it; undefined where it does not. */
  textFor(asked: AskedOperation): string | undefined;
  /** @throws GraphQLError `OPERATION_NOT_PUBLISHED` for an operation that may not run */
  admit(asked: AskedOperation, caller: Caller): void;
  /** Other operations are published from now on. */
  replace(manifest: OperationManifest): void;
}

interface Verdict {
  isPublished: boolean;
  isIntrospection: boolean;
  id: string;
  name: string | undefined;
}

/** Holds requests to published operations, by id or by text; layout, comments and the order of fragments do not matter. */
export function createSafelist({ mode, manifest, onUnpublished = () => {} }: SafelistOptions): Safelist {
  const verdicts = new LRUCache<string, Verdict>({
    ...REMEMBERED,
    sizeCalculation: (_, key) => key.length + 1,
  });
  let byId: ReadonlyMap<string, string>;
  let texts: ReadonlySet<string>;

  const replace = ({ operations }: OperationManifest): void => {
    byId = new Map(operations.map(({ id, body }) => [id, body]));
    texts = new Set(operations.flatMap(({ body, name }) => normalFormOf(body, name) ?? []));
    verdicts.clear();
  };
  replace(manifest);

  const judge = (source: string, operationName: string | undefined): Verdict => {
    const key = operationKey(source, operationName);
    const known = verdicts.get(key);
    if (known) return known;
    const operation = operationOf(source, operationName);
    const text = operation && normalForm(operation);
    const verdict = {
      isPublished: text !== undefined && texts.has(text),
      isIntrospection: operation !== undefined && asksOnlyTheSchema(operation),
      id: operationId(text ?? source),
      name: operation?.definition.name?.value,
    };
    verdicts.set(key, verdict);
    return verdict;
  };

  return {
    replace,
    textFor(asked) {
      const id = idOf(asked);
      return id === undefined ? undefined : byId.get(id);
    },
    admit(asked, caller) {
      if (typeof asked.query !== "string") {
        const id = idOf(asked);
        const isPersisted = persistedQueryOf(asked) !== undefined;
        if (id === undefined && !isPersisted) return; // whoever reads the request says what is wrong with it
        if (mode === "only" || !isPersisted) throw notPublished();
        if (id !== undefined && HASH.test(id)) onUnpublished({ id, name: undefined });
        return; // automatic persisted queries know it, or ask for its text
      }
      const name = typeof asked.operationName === "string" ? asked.operationName || undefined : undefined;
      const { isPublished, isIntrospection, ...operation } = judge(asked.query, name);
      if (isPublished || (isIntrospection && hasScope(caller, "schema:read"))) return;
      onUnpublished(operation);
      if (mode === "only") throw notPublished();
    },
  };
}

/** The id a request gives in place of a text: of a trusted document, or of a persisted query. */
function idOf({ query, documentId, id, extensions }: AskedOperation): string | undefined {
  if (typeof query === "string") return undefined;
  const persisted = persistedQueryOf({ extensions });
  const hash = isObject(persisted) && persisted.sha256Hash;
  const given = [documentId, id, hash].find((one) => typeof one === "string");
  return given?.replace(/^sha256:/, "");
}

/** What a request says of a persisted query, well-formed or not. */
const persistedQueryOf = ({ extensions }: AskedOperation): unknown =>
  isObject(extensions) ? extensions.persistedQuery : undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function operationOf(source: string, operationName: string | undefined): OperationWithFragments | undefined {
  let document: DocumentNode;
  try {
    document = parse(source, { noLocation: true });
  } catch {
    return undefined;
  }
  return findOperation(document, operationName);
}

function normalFormOf(body: string, name: string): string | undefined {
  const operation = operationOf(body, name);
  return operation && normalForm(operation);
}

/** Whether an operation asks nothing but what the schema is like. */
function asksOnlyTheSchema({ definition }: OperationWithFragments): boolean {
  return definition.selectionSet.selections.every(
    (one) => one.kind === Kind.FIELD && /^__(schema|type|typename)$/.test(one.name.value),
  );
}

const notPublished = (): GraphQLError =>
  new GraphQLError("only published operations run here: ask the operators to publish this one", {
    extensions: { code: "OPERATION_NOT_PUBLISHED" },
  });
