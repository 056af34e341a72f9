/** A response key without the suffix the planner gives fields that would not merge; output rewrites take it off the data. */
export function unaliased(key: string): string {
  return key.replace(/__alias_\d+$/, "");
}
