import type { IncomingHttpHeaders } from "node:http";
import { type Caller, hasScope, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { badCredentials, badRequest } from "./IdentityRefusal.ts";
import type { Person } from "./Person.ts";
import { readPurpose } from "./readPurpose.ts";

/** Who holds a credential. @throws IdentityRefusal when it is not good, or cannot be checked */
export type CheckCredential = (credential: string) => Person | Promise<Person>;

export interface IdentityOptions {
  /** Checks bearer tokens. @default none is good */
  token?: CheckCredential;
  /** Checks API keys. @default none is good */
  apiKey?: CheckCredential;
  /** Checks a break-glass grant of a principal; throws IdentityRefusal. @default none is good */
  grant?: (grant: string, principal: string) => void | Promise<void>;
}

/** Who asks, by a request's headers. @throws IdentityRefusal, never takes bad credentials for a visitor's */
export type Identify = (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;

/**
 * Makes the function that finds out who asks: `authorization: Bearer <token>` or `x-api-key: <id>.<secret>`, and for which
 * purpose: `x-purpose`, or an emergency with `x-break-glass`. Without any of them it is a visitor, at next to no cost. The
 * same credentials and purpose give the same object.
 */
export function createIdentity({
  token = () => {
    throw badCredentials("no tokens are accepted here");
  },
  apiKey = () => {
    throw badCredentials("no API keys are accepted here");
  },
  grant = () => {
    throw badCredentials("no break-glass grants are accepted here");
  },
}: IdentityOptions = {}): Identify {
  const callerOf = (person: Person, headers: IncomingHttpHeaders): Caller | Promise<Caller> => {
    const { "x-purpose": purpose, "x-break-glass": granted } = headers;
    if (granted === undefined) return person.as(readPurpose(purpose, person.purposes));
    if (purpose !== undefined && purpose !== "emergency")
      throw badRequest("with x-break-glass the only purpose is emergency");
    const caller = person.as("emergency");
    if (!hasScope(caller, "break-glass")) throw badCredentials("the break-glass grant is no longer good");
    const checked = grant(String(granted), person.principal);
    return checked ? checked.then(() => caller) : caller;
  };

  return (headers) => {
    const { authorization, "x-api-key": key } = headers;
    if (authorization === undefined && key === undefined) return visitor(headers);
    if (authorization !== undefined && key !== undefined)
      throw badRequest("send a token or an API key, not both");
    const person = authorization === undefined ? apiKey(String(key)) : token(bearerToken(authorization));
    return person instanceof Promise
      ? person.then((found) => callerOf(found, headers))
      : callerOf(person, headers);
  };
}

function visitor({ "x-purpose": purpose, "x-break-glass": granted }: IncomingHttpHeaders): Caller {
  if (granted !== undefined) throw badCredentials("a break-glass grant is only good with its holder's token");
  // A visitor's purpose opens nothing, but a wrong one is not passed over.
  if (purpose !== undefined) readPurpose(purpose, null);
  return VISITOR;
}

function bearerToken(authorization: string): string {
  const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw badCredentials("send the token as authorization: Bearer TOKEN");
  return token;
}
