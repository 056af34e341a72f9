// The signature base and the MAC, held to the RFC's own example: a signature with a shared secret (RFC 9421, appendix B.2.5).
import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contentDigest, isAvailable, macOf } from "./SigningKey.ts";
import { pathAndQuery, signatureBase } from "./signatureBase.ts";

/** `test-shared-secret`, RFC 9421, appendix B.1.5. */
const key = {
  id: "test-shared-secret",
  algorithm: "hmac-sha256",
  secret: createSecretKey(
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==",
    "base64",
  ),
} as const;

it("signs as appendix B.2.5 does", () => {
  const base = signatureBase(
    [
      ["date", "Tue, 20 Apr 2021 02:07:55 GMT"],
      ["@authority", "example.com"],
      ["content-type", "application/json"],
    ],
    '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
  );
  expect(base).toBe(
    [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@authority": example.com',
      '"content-type": application/json',
      '"@signature-params": ("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    ].join("\n"),
  );
  expect(macOf(key, base).digest("base64")).toBe("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
});

it("writes a digest as RFC 9530, appendix D does", () =>
  expect(contentDigest("hmac-sha256", Buffer.from('{"hello": "world"}\n'))).toBe(
    "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
  ));

describe("path and query", () => {
  it.each([
    ["/graphql", "/graphql", "?"],
    ["/graphql?", "/graphql", "?"],
    ["/graphql?v=1&v=2", "/graphql", "?v=1&v=2"],
  ])("of %s are those of sections 2.2.6 and 2.2.7", (target, path, query) =>
    expect(pathAndQuery(target)).toEqual({ "@path": path, "@query": query }),
  );
});

it.runIf(isAvailable("hmac-sm3"))("SM3 is the one of GB/T 32905-2016, example A.1", () =>
  expect(contentDigest("hmac-sm3", Buffer.from("abc"))).toBe(
    `sm3=:${Buffer.from("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", "hex").toString("base64")}:`,
  ),
);
