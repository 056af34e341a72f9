// Who asks: credentials are good or the request is refused; nobody whose credentials are bad passes as a visitor.
import { errors, importJWK, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import { createIdentity, type IdentityOptions } from "./createIdentity.ts";
import type { IdentityRefusal } from "./IdentityRefusal.ts";
import { Person } from "./Person.ts";
import { NOW_S, openTestIssuer } from "./testing/testIssuer.ts";

const issuer = await openTestIssuer();
const identify = createIdentity({ token: issuer.check() });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const withClaims = async (claims: Record<string, unknown>, headers = {}) =>
  identify({ ...bearer(await issuer.token(claims)), ...headers });

/** Why a request is refused, as a client sees it. */
async function refusal(headers: Record<string, string>, options?: IdentityOptions) {
  try {
    await (options ? createIdentity(options) : identify)(headers);
  } catch (error) {
    const { status, code, message, headers: answered } = error as IdentityRefusal;
    return { status, code, message, challenge: answered["www-authenticate"] };
  }
  throw new Error("it was let in");
}

describe("without credentials", () => {
  it("it is a visitor, known at once", () => expect(identify({})).toBe(VISITOR));
  it("whatever purpose is stated", () => expect(identify({ "x-purpose": "research" })).toBe(VISITOR));
  it("but a purpose that is none is refused", async () =>
    expect(await refusal({ "x-purpose": "curiosity" })).toMatchObject({ status: 400, code: "BAD_REQUEST" }));
  it("and so is a break-glass grant", async () =>
    expect(await refusal({ "x-break-glass": "abc" })).toMatchObject({
      status: 401,
      code: "UNAUTHENTICATED",
    }));
});

describe("a token", () => {
  it("says who, for whom and with which scopes; unknown scopes count for nothing", async () =>
    expect(
      await withClaims({
        scope: "intake:read root stations:write",
        agency: "stations",
        unit: "st_110114_01",
      }),
    ).toEqual({
      principal: "user:w1",
      agency: "stations",
      unit: "st_110114_01",
      scopes: ["intake:read", "stations:write"],
      purpose: null,
      breakGlass: false,
    }));
  it("of no agency of ours is of none", async () =>
    expect(await withClaims({ agency: "press", unit: 7 })).toMatchObject({ agency: null, unit: null }));
  it("is checked once, then known at once and as the same frozen caller", async () => {
    const headers = { ...bearer(await issuer.token({ sub: "again" })), "x-purpose": "supervision" };
    const first = await identify(headers);
    expect(identify(headers)).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
  });

  it.each([
    ["expired", { exp: NOW_S - 31 }, /expired/],
    ["not valid yet", { nbf: NOW_S + 31 }, /not valid yet/],
    ["of another issuer", { iss: "https://evil.test" }, /iss/],
    ["for another audience", { aud: "elsewhere" }, /aud/],
    ["without an end", { exp: undefined }, /exp/],
    ["without a subject", { sub: undefined }, /sub/],
    ["with an empty subject", { sub: "" }, /names nobody/],
    ["with a subject that breaks lines", { sub: "a\nb" }, /names nobody/],
  ])("%s is refused with 401 and a challenge", async (_, claims, message) =>
    expect(await refusal(bearer(await issuer.token(claims)))).toEqual({
      status: 401,
      code: "UNAUTHENTICATED",
      message: expect.stringMatching(message),
      challenge: expect.stringMatching(
        /^Bearer realm="liandong", error="invalid_token", error_description="[^"\\]+"$/,
      ),
    }),
  );
  it("may be off by the clock tolerance", async () =>
    expect(await withClaims({ exp: NOW_S - 29, sub: "late" })).toMatchObject({ principal: "user:late" }));

  it("ends when it expires, remembered or not", async () => {
    let now = NOW_S * 1_000;
    const early = createIdentity({ token: issuer.check({ now: () => now }) });
    const headers = bearer(await issuer.token({ exp: NOW_S + 60 }));
    await early(headers);
    now += 91_000;
    await expect(async () => early(headers)).rejects.toThrow(/expired/);
  });
  it("is checked anew after a while, for keys may be withdrawn", async () => {
    let now = NOW_S * 1_000;
    const key = await importJWK(issuer.jwks.keys[0] as JWK, "ES256");
    let isWithdrawn = false;
    const keys = async () => {
      if (isWithdrawn) throw new errors.JWKSNoMatchingKey();
      return key;
    };
    const check = createIdentity({ token: issuer.check({ keys, now: () => now }) });
    const headers = bearer(await issuer.token());
    await check(headers);
    isWithdrawn = true;
    now += 299_000;
    await check(headers);
    now += 1_000;
    await expect(async () => check(headers)).rejects.toMatchObject({ status: 401 });
  });

  it.each([
    ["signed by somebody else", async () => (await openTestIssuer()).token()],
    ["with its claims changed", async () => tampered(await issuer.token({ scope: "audit:read" }))],
    [
      "that is not signed",
      async () => new UnsecuredJWT({ sub: "w1" }).setIssuer("https://issuer.test").encode(),
    ],
    [
      "signed with the public key as if it were a secret",
      async () =>
        new SignJWT({ sub: "w1", exp: NOW_S + 600, iss: "https://issuer.test", aud: "graph" })
          .setProtectedHeader({ alg: "HS256", kid: "k1" })
          .sign(Buffer.from(JSON.stringify(issuer.jwks.keys[0]))),
    ],
    ["of an unknown key", async () => issuer.token({}, { kid: "k2" })],
    ["that is no token", async () => "abc"],
  ])("%s is refused", async (_, make) =>
    expect(await refusal(bearer(await make()))).toMatchObject({ status: 401, code: "UNAUTHENTICATED" }),
  );
  it("of an algorithm off the list is refused, its signature good", async () => {
    const rsa = await openTestIssuer("RS384");
    expect(await refusal(bearer(await rsa.token()), { token: rsa.check() })).toMatchObject({
      status: 401,
      message: expect.stringContaining("algorithm"),
    });
  });
  it.each(["Basic dTpw", "Bearer", "Bearer a b", "token"])(
    "in the header as %j is refused",
    async (authorization) => expect(await refusal({ authorization })).toMatchObject({ status: 401 }),
  );
  it("where none are accepted is refused, not taken for a visitor's", async () =>
    expect(await refusal(bearer("abc"), {})).toMatchObject({ status: 401 }));
  it("and an API key together are refused with 400", async () =>
    expect(await refusal({ ...bearer("abc"), "x-api-key": "a.b" })).toMatchObject({
      status: 400,
      code: "BAD_REQUEST",
    }));
});

describe("a purpose", () => {
  it("is stated in a header", async () =>
    expect(await withClaims({}, { "x-purpose": "supervision" })).toMatchObject({ purpose: "supervision" }));
  it("outside the token's is forbidden, the allowed ones named", async () => {
    const headers = { ...bearer(await issuer.token({ purposes: ["research"] })), "x-purpose": "supervision" };
    expect(await refusal(headers)).toMatchObject({
      status: 403,
      code: "FORBIDDEN",
      message: expect.stringMatching(/one of research$/),
    });
  });
  it("that is none is bad input, the allowed ones named", async () => {
    const headers = { ...bearer(await issuer.token()), "x-purpose": "curiosity" };
    expect(await refusal(headers)).toMatchObject({
      status: 400,
      message: expect.stringContaining("research"),
    });
  });
  it("of emergency needs a grant", async () => {
    const headers = { ...bearer(await issuer.token({ scope: "break-glass" })), "x-purpose": "emergency" };
    expect(await refusal(headers)).toMatchObject({
      status: 403,
      message: expect.stringContaining("/break-glass"),
    });
  });
});

describe("a break-glass grant", () => {
  const person = (...scopes: string[]) => new Person({ principal: "user:w1", scopes });
  const holder = { token: () => person("break-glass"), grant: () => {} };
  const headers = { ...bearer("abc"), "x-break-glass": "g" };
  it("makes it an emergency", () =>
    expect(createIdentity(holder)(headers)).toMatchObject({ purpose: "emergency", breakGlass: true }));
  it("does nothing for who has lost the scope", async () =>
    expect(await refusal(headers, { ...holder, token: () => person() })).toMatchObject({ status: 401 }));
  it("goes with no other purpose", async () =>
    expect(await refusal({ ...headers, "x-purpose": "research" }, holder)).toMatchObject({ status: 400 }));
});

function tampered(token: string): string {
  const [header, body = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  claims.scope = "audit:read clear:hospitals";
  return [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}
