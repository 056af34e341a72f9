/**
 * A key for what is remembered of one operation of a text. No two requests for different operations have the same: NUL stands in
 * no GraphQL document (§2.1.1), and an empty name is not the same as none.
 */
export function operationKey(text: string, operationName: string | undefined): string {
  return operationName === undefined ? text : `${operationName}\0${text}`;
}
