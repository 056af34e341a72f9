/**
 * Splits `total` into whole numbers in proportion to `weights`, none above its cap; they sum to `total`
 * exactly, or to all the caps where those are too small.
 */
export function allocate(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const given = new Array<number>(weights.length).fill(0);
  const room = (i: number): number => (caps ? (caps[i] as number) - (given[i] as number) : total);
  let left = total;
  while (left > 0) {
    let open = 0;
    for (let i = 0; i < weights.length; i++) if (room(i) > 0) open += weights[i] as number;
    if (open <= 0) break;
    const share = left / open;
    let exact = 0;
    let whole = 0;
    const round = left;
    for (let i = 0; i < weights.length && left > 0; i++) {
      if (room(i) <= 0) continue;
      exact += (weights[i] as number) * share;
      // The rounding keeps the running sum right; the last open one takes what is left of this round.
      const wanted = Math.min(Math.round(exact), round) - whole;
      whole += wanted;
      const added = Math.min(wanted, room(i), left);
      given[i] = (given[i] as number) + added;
      left -= added;
    }
    if (left === round) break;
  }
  return given;
}
