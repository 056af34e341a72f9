/** A record could not be made durable: what it is about must not be given out. */
export class AuditUnavailable extends Error {
  constructor(cause: unknown) {
    super("the audit trail cannot be written at present", { cause });
  }
}
