import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** The type each field of a document was selected on. */
export function parentTypes(schema: GraphQLSchema, document: DocumentNode) {
  const parents = new Map<FieldNode, GraphQLCompositeType>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        if (parent) parents.set(node, parent);
      },
    }),
  );
  return parents;
}

/**
 * The definition the rule is held to, as one resolver would apply it: a field of an object is denied as soon as one of
 * its selections touches a denied element.
 */
export function deniedBy(
  denied: ReadonlySet<string>,
  parents: ReadonlyMap<FieldNode, GraphQLCompositeType>,
  { parentType, fieldNodes, returnType, path, fieldName }: GraphQLResolveInfo,
): string | undefined {
  const isRoot = path.prev === undefined;
  for (const node of fieldNodes) {
    const parent = parents.get(node)?.name ?? parentType.name;
    const elements = [
      ...(isRoot ? [parentType.name] : []),
      ...(parent === parentType.name ? [] : [parent]),
      `${parent}.${fieldName}`,
      `${parentType.name}.${fieldName}`,
      getNamedType(returnType).name,
    ];
    const found = elements.find((element) => denied.has(element));
    if (found) return found;
  }
  return undefined;
}
