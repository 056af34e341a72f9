import { createHmac } from "node:crypto";

/** A source of randomness that only who knows the secret can repeat: `below(n)` is a whole number from 0 to n − 1. */
export interface SecretRandom {
  next(): number;
  below(bound: number): number;
}

/** The stream of one name (sfc32, seeded with 128 bits of HMAC-SHA256). */
export function createRandom(secret: string, name: string): SecretRandom {
  const seed = createHmac("sha256", secret).update(name).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => seed.readInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  return { next, below: (bound) => Math.floor(next() * bound) };
}
