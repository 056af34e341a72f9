/** Why a request is not accepted, in general terms: enough to mend a deployment, nothing that helps to forge. */
const MESSAGES = {
  unsigned: "the request is not signed: only the gateway may ask here",
  malformed: "the request's signature cannot be read or does not cover what it must",
  unknownKey: "the request is signed with a key that is not known here",
  bad: "the request's signature does not fit the request",
  stale: "the request was signed too long ago or in the future: check both clocks",
  replayed: "the request was received before",
  full: "too many requests at present: ask again later",
} as const;

export type SignatureRefusalReason = keyof typeof MESSAGES;

/** A request whose signature was looked at and not accepted. */
export class SignatureRefusal extends Error {
  readonly reason: SignatureRefusalReason;

  constructor(reason: SignatureRefusalReason) {
    super(MESSAGES[reason]);
    this.name = "SignatureRefusal";
    this.reason = reason;
  }
}
