/** One offer of an `Accept…` header: what, how much it is wanted, where it stood. */
interface Wish {
  range: string;
  quality: number;
  position: number;
}

/**
 * Chooses what the client wants most (RFC 9110 §12.4): highest quality; among equals the order of the client's header
 * decides, or that of the offers (`order: "server"`).
 * A range matches by `matches`, which answers how exactly (0: not at all).
 * @returns `null` when nothing offered is acceptable
 */
export function negotiate<T extends string>(
  header: string,
  offers: readonly T[],
  matches: (range: string, offer: T) => number,
  order: "client" | "server" = "client",
): T | null {
  const wishes = parseWishes(header);
  let best: { offer: T; wish: Wish } | null = null;
  for (const offer of offers) {
    let wish: Wish | null = null;
    let exactness = 0;
    for (const candidate of wishes) {
      const match = matches(candidate.range, offer);
      if (match <= exactness) continue;
      wish = candidate;
      exactness = match;
    }
    if (!wish || wish.quality === 0) continue;
    const isBetter =
      best === null ||
      wish.quality > best.wish.quality ||
      (order === "client" && wish.quality === best.wish.quality && wish.position < best.wish.position);
    if (isBetter) best = { offer, wish };
  }
  return best?.offer ?? null;
}

function parseWishes(header: string): Wish[] {
  return header.split(",").map((part, position) => {
    const [range = "", ...parameters] = part.toLowerCase().split(";");
    const weight = parameters.map((parameter) => parameter.trim()).find((one) => one.startsWith("q="));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    return { range: range.trim(), quality: quality >= 0 && quality <= 1 ? quality : 0, position };
  });
}
