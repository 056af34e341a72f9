import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";
import { RequiredFields } from "./RequiredFields.ts";

/** A supergraph with virtual fields, and what they stand for. */
export interface VirtualSupergraph {
  sdl: string;
  required: RequiredFields;
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const hasFields = (node: { kind: Kind }): node is FieldsNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/**
 * Makes fields of their own of those that a `@requires` asks with arguments (`price__v0` for `price(currency: "EUR")`):
 * the planner (2.14.4) does not look at arguments, so that two uses of one field would become one. `mendPlan` undoes
 * it in the plans.
 */
export function addVirtualFields(supergraphSdl: string): VirtualSupergraph {
  // A block string may hold anything: then the document is read to find out.
  if (!/requires:\s*("""|"[^"]*\()/.test(supergraphSdl))
    return { sdl: supergraphSdl, required: RequiredFields.none };
  const document = parse(supergraphSdl, { noLocation: true });
  const required = RequiredFields.of(document);
  if (required.isEmpty) return { sdl: supergraphSdl, required };
  return { sdl: print(withVirtualFields(document, required)), required };
}

function withVirtualFields(document: DocumentNode, required: RequiredFields): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (!hasFields(definition)) return definition;
      const interfaces = (definition.interfaces ?? []).map(({ name }) => name.value);
      const fields = (definition.fields ?? []).flatMap((field) => {
        const mended = withMendedRequires(field, definition.name.value, required);
        const names = [definition.name.value, ...interfaces].flatMap((type) =>
          required.virtualFieldsOf(type, field.name.value),
        );
        return [mended, ...[...new Set(names)].map((name) => asVirtual(mended, name))];
      });
      return { ...definition, fields };
    }),
  };
}

/** The field without its arguments, owned as the original is. */
function asVirtual(field: FieldDefinitionNode, name: string): FieldDefinitionNode {
  return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [] };
}

function withMendedRequires(
  field: FieldDefinitionNode,
  type: string,
  required: RequiredFields,
): FieldDefinitionNode {
  return visit(field, {
    Argument(node) {
      if (node.name.value !== "requires" || node.value.kind !== Kind.STRING) return undefined;
      const value = required.mendedFieldSet(type, node.value.value);
      return { ...node, value: { kind: Kind.STRING, value } };
    },
  });
}
