// Signatures that were used are remembered while they could be used again; memory is bounded, and never forgets too soon.
import { describe, expect, it } from "vitest";
import { createNonceMemory } from "./createNonceMemory.ts";

const memory = (capacity = 3) => {
  let second = 1_000;
  const nonces = createNonceMemory({ capacity, now: () => second });
  const at = (later: number) => {
    second = later;
  };
  return { remember: nonces.remember, at };
};

describe("a nonce", () => {
  it("is fresh once, up to and in its last second", () => {
    const { remember, at } = memory();
    expect(remember("a", 1_060)).toBe("fresh");
    expect(remember("a", 1_060)).toBe("seen");
    at(1_060);
    expect(remember("a", 1_060)).toBe("seen");
  });
  it("is forgotten when its signature is of no use any more", () => {
    const { remember, at } = memory(1);
    remember("a", 1_060);
    at(1_061);
    expect(remember("b", 1_121)).toBe("fresh");
  });
});

it("a full memory accepts nothing more until something has run out", () => {
  const { remember, at } = memory(2);
  remember("a", 1_010);
  remember("b", 1_060);
  expect(remember("c", 1_060)).toBe("full");
  expect(remember("b", 1_060)).toBe("seen");
  at(1_011);
  expect(remember("c", 1_060)).toBe("fresh");
  expect(remember("d", 1_060)).toBe("full");
});
