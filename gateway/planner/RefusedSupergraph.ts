/** A supergraph that can never be served, whoever tries again; the message says what is wrong with it. */
export class RefusedSupergraph extends Error {
  override readonly name = "RefusedSupergraph";
}
