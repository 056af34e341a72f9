import { GraphQLError } from "graphql";
import { classifiedPlaces } from "../../classified/classifiedPlaces.ts";
import type { ErrorCode } from "../../ErrorCode.ts";
import type {
  GuardedRequest,
  GuardedResult,
  InspectedOperation,
  OperationRule,
} from "../../guard/OperationRule.ts";
import type { RecordBody, RecordedCaller, RecordedRequest } from "../AuditRecord.ts";
import type { AuditTrail } from "../trail/AuditTrail.ts";
import { AuditUnavailable } from "../trail/AuditUnavailable.ts";
import { describeAccess } from "./describeAccess.ts";
import { findTrailReads } from "./findTrailReads.ts";

/** Longest operation name kept: clients choose it. */
const MAX_NAME = 128;

/**
 * Puts every access to classified data on record, durably before the answer leaves, and every reading of the trail itself. What
 * cannot be recorded is not given out. Belongs first among the rules: then it sees the operation as it was asked, and the answer
 * as it leaves.
 */
export function auditRule(trail: AuditTrail): OperationRule {
  return {
    name: "audit",
    inspect(operation) {
      const places = classifiedPlaces(operation);
      const reads = findTrailReads(operation);
      if (places.length === 0 && reads === null) return undefined;
      const common = commonOf(operation);
      const bodiesOf = (request: GuardedRequest, result: GuardedResult): RecordBody[] => {
        const bodies: RecordBody[] = [];
        if (reads !== null) {
          const outcome = reads.outcome(result);
          for (const asked of reads.asked(request.variables))
            bodies.push(Object.assign(common(request), { kind: "read" as const, asked, outcome }));
        }
        const access = places.length > 0 && describeAccess(places, result, request.caller);
        if (access) {
          const clientGone = request.call.signal?.aborted === true;
          const kind = "access" as const;
          bodies.push(Object.assign(common(request), { kind, clientGone }, access));
        }
        return bodies;
      };
      const kind = operation.definition.operation;
      return {
        before() {
          if (!trail.isWritable) throw refusal("nothing was done; try again later");
          return undefined;
        },
        async after(request, result) {
          try {
            await Promise.all(bodiesOf(request, result).map((body) => trail.append(body)));
            return result;
          } catch (error) {
            if (!(error instanceof AuditUnavailable)) throw error;
            const advice =
              kind === "mutation"
                ? "the act may have been carried out: look before repeating it"
                : "try again later";
            return { data: null, errors: [refusal(advice)] };
          }
        },
      };
    },
  };
}

/** What every record of an operation says. */
function commonOf({ definition, hash, supergraph }: InspectedOperation) {
  const operation = definition.name?.value.slice(0, MAX_NAME) ?? null;
  return ({ caller, call }: GuardedRequest): RecordedCaller & RecordedRequest => ({
    principal: caller.principal,
    agency: caller.agency,
    unit: caller.unit,
    purpose: caller.purpose,
    breakGlass: caller.breakGlass,
    operation,
    operationHash: hash,
    requestId: call.requestId ?? null,
    traceId: call.traceId ?? null,
    supergraph: supergraph ?? null,
  });
}

function refusal(advice: string): GraphQLError {
  const code: ErrorCode = "AUDIT_UNAVAILABLE";
  const message = `access to personal data cannot be put on record at present, so none is given out: ${advice}`;
  return new GraphQLError(message, { extensions: { code } });
}
