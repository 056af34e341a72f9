import { type FieldNode, Kind } from "graphql";

/** `key: __typename` */
export function typenameAs(key: string): FieldNode {
  const field = { kind: Kind.FIELD, name: nameNode("__typename") } as const;
  return key === "__typename" ? field : { ...field, alias: nameNode(key) };
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;
